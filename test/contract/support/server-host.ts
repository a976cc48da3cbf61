import { runBatches } from '#backend/batches/run-batches.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import { listen } from '#server/http/listen.ts'
import { hashToken } from '#server/sessions/session-cookie.ts'
import { createTestServer, toSignedInPerson, type TestServer } from '#test/server/support/test-server.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** A server as a host, reached over HTTP at a port of this machine. A failure of the server fails the request that caused it. */
export async function openServerHost(
  testServer: TestServer = createTestServer(),
): Promise<{ readonly host: Host; readonly close: () => Promise<void> }> {
  const { server, parts, lines, time } = testServer
  server.startRuns()
  const listener = await listen(server.handle, { host: '127.0.0.1', port: 0 })
  const origin = `http://127.0.0.1:${listener.port}`
  const token = 'one-cookie-for-all-requests'
  const cookie = `journey-console-session=${token}`
  // The session is replaced behind its cookie, as the one that an open stream was opened with.
  const signIn: Host['signIn'] = async (session) => {
    await parts.sessionStore.remove(hashToken(token))
    if (session)
      await parts.sessionStore.insert({
        id: hashToken(token),
        ...toSignedInPerson(session),
        createdAt: time.real,
        usedAt: time.real,
      })
    server.notifier.notify('session')
  }
  return {
    host: {
      start: async (versions, at) => {
        time.journeys = at
        await testServer.setVersions(versions)
        await signIn(marketer)
        server.notifier.notify('written')
      },
      send: async (path, init) => {
        const headers = new Headers(init?.headers)
        headers.set('cookie', cookie)
        const response = await fetch(new URL(path, origin), { ...init, headers })
        const answered = new Headers(response.headers)
        const failure = lines.find(({ event }) => event === 'failure')
        if (failure) throw new Error(String(failure['stack']))
        // Headers of the connection differ for every request.
        for (const name of ['x-request-id', 'date', 'connection', 'keep-alive']) answered.delete(name)
        return new Response(response.body, { status: response.status, headers: answered })
      },
      signIn,
      setTime: async (at) => {
        time.journeys = at
      },
      sendHeartbeat: async () => {
        await runScheduler(server.environment)
        await runBatches(server.environment)
        server.notifier.notify('beat')
      },
    },
    close: async () => {
      server.closeStreams()
      await listener.close(1_000)
      await server.stopRuns()
    },
  }
}
