import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { signBody } from '#server/engine/messages/signed-post.ts'
import { createWebhookSink } from '#server/engine/messages/webhook-sink.ts'
import type { OutgoingMessage } from '#server/engine/messages/message-sink.ts'

const message: OutgoingMessage = {
  key: '0b0c7a9e-0000-4000-8000-000000000000',
  epoch: 3,
  journeyId: 'journey',
  versionId: 'version',
  activityId: 'hello',
  activityName: 'Hello',
  channel: 'email',
  address: 'ana@example.com',
  personId: 'ana é 💥',
  at: 1_000,
}

/** What is sent of it: the address stays here. */
const { address: _, ...sentMessage } = message

let close: (() => void) | undefined
afterEach(() => close?.())

/** A receiver that answers with a status, or not at all. */
async function startReceiver(status: number | null) {
  const received: { headers: Readonly<Record<string, unknown>>; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      if (status !== null) response.writeHead(status, { location: '/' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const address = server.address()
  return { received, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/` }
}

test('messages are sent with a signature over time and body', async () => {
  const { received, url } = await startReceiver(204)

  await createWebhookSink({ url, secret: 'k3', realTime: () => 1_700_000_000_500 }).send([message])

  const [{ headers, body } = { headers: {}, body: '' }] = received
  expect(JSON.parse(body)).toEqual({ messages: [sentMessage] })
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-timestamp': '1700000000',
    'webhook-signature': `v1=${signBody('k3', '1700000000', body)}`,
  })
  expect(signBody('k3', '1', '{}')).not.toBe(signBody('k4', '1', '{}'))
})

test.each([500, 404, 302, null])('an answer of %s is a failure, so that the messages are handed over again', async (status) => {
  const { url } = await startReceiver(status)

  await expect(createWebhookSink({ url, secret: 'k3', realTime: () => 0 }).send([message])).rejects.toThrow()
})
