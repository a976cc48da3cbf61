import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createExampleEngine, createExampleServer } from '#examples/webhook-engine/webhook-engine.ts'
import type { SignedTarget } from '#server/engine/messages/signed-post.ts'
import type { OpenStore } from '#server/store/open-store.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'

/** The secret that server and engine share in tests. */
export const secret = 'k3'

type Command = Parameters<Parameters<typeof createExampleServer>[1]>[0]
type ExampleEngine = ReturnType<typeof createExampleEngine>

/** A server with the webhook engine, and the engine of the example, each behind a real port. */
export interface ExampleHost {
  readonly host: TestServer
  /** Where the commands of the server go. */
  readonly target: SignedTarget
  readonly engine: ExampleEngine
  /** The commands in the order in which the engine got them, with what it did. */
  readonly received: (Command & { readonly result: string })[]
  /** The messages that the engine has sent, each as the person and the activity. */
  readonly sent: string[]
  readonly close: () => Promise<void>
}

const listenLocally = async (server: ReturnType<typeof createServer>): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts both. The engine has the clock of the journeys. */
export async function startExampleHost(database: OpenStore): Promise<ExampleHost> {
  const received: ExampleHost['received'] = []
  const sent: ExampleHost['sent'] = []
  const server = createServer((request, response) => {
    void (async () => {
      const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]))
      const init = { method: request.method ?? 'GET', headers, body: (await buffer(request)).toString() }
      const answer = await host.server.handle(new Request(new URL(request.url ?? '/', 'http://localhost:8080'), init), '127.0.0.1')
      response.writeHead(answer.status).end(await answer.text())
    })()
  })
  const reportUrl = `${await listenLocally(server)}/api/engine/reports`
  const engine: ExampleEngine = createExampleEngine({
    secret,
    reportUrl,
    now: () => host.time.journeys,
    send: ({ personId, activityId }) => sent.push(`${personId} ${activityId}`),
  })
  const receiver = createExampleServer({ secret }, (command) => {
    const result = engine.apply(command)
    received.push({ ...command, result })
    return result
  })
  const target: SignedTarget = { url: await listenLocally(receiver), secret, realTime: Date.now }
  const variables = { ENGINE: 'webhook', ENGINE_URL: target.url, ENGINE_SECRET: secret }
  // Signatures are of the real time, as those of the engine.
  const host: TestServer = createTestServer(variables, { database, realTime: Date.now })
  return {
    host,
    target,
    engine,
    received,
    sent,
    close: async () => {
      await host.server.stopRuns()
      receiver.close()
      server.close()
      receiver.closeAllConnections()
      server.closeAllConnections()
    },
  }
}
