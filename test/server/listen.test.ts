import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listen, type Listener } from '#server/http/listen.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { waitUntil } from '#test/support/wait-until.ts'

/** Longer than any test: where a connection is only closed after this time, the test fails. */
const hourMs = 3_600_000

let listener: Listener
let socket: Socket | undefined
afterEach(async () => {
  vi.useRealTimers()
  socket?.destroy()
  await listener.close(1)
})

const start = async (handle: (request: Request) => Promise<Response>) => {
  listener = await listen(handle, { host: '127.0.0.1', port: 0 })
}

/** Opens a connection and sends bytes as they are. */
async function open(bytes = ''): Promise<Socket> {
  socket = connect(listener.port, '127.0.0.1')
  await once(socket, 'connect')
  if (bytes) socket.write(bytes)
  return socket
}

const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'

/** A handler that answers once it is released. */
function createHeldHandler(body: BodyInit = 'done') {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const handle = async () => {
    reach()
    await released
    return new Response(body)
  }
  return { handle, reached, release }
}

/** An event stream that the test writes and ends. */
function createEventStream() {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (created) => void (controller = created),
    cancel: () => void (isCancelled = true),
  })
  controller.enqueue(new TextEncoder().encode('first\n\n'))
  return { response: new Response(body), end: () => controller.close(), isCancelled: () => isCancelled }
}

const respond = async () => new Response('done')

describe('a listener that closes', () => {
  test.each([
    ['that has sent nothing, as a browser opens it in advance', ''],
    ['that has sent half of the headers', 'GET / HTTP/1.1\r\nHost: loc'],
  ])('closes a connection %s', async (_, bytes) => {
    await start(respond)
    const connection = await open(bytes)
    // The server has accepted and read an earlier connection once it has answered a later one.
    expect(await (await fetch(`http://127.0.0.1:${listener.port}`)).text()).toBe('done')
    vi.useFakeTimers({ toFake: ['setTimeout'] })

    const closing = Promise.all([text(connection), listener.close(hourMs)])
    await flushEventLoop()
    vi.advanceTimersByTime(1_000)

    await closing
  })

  test('answers the first request of a connection that was on its way', async () => {
    await start(respond)
    const connection = await open()
    await (await fetch(`http://127.0.0.1:${listener.port}`)).text()
    const closing = listener.close(hourMs)
    await flushEventLoop()

    connection.write(get)

    expect(await text(connection)).toContain('done')
    await closing
  })

  test('closes a connection that is kept after its response', async () => {
    await start(respond)
    const connection = await open(get)
    await once(connection, 'data')

    await Promise.all([once(connection, 'close'), listener.close(hourMs)])
  })

  test('answers requests that have arrived and are not read yet, and says with the last that the connection ends', async () => {
    await start(respond)
    const connection = await open(get)
    await once(connection, 'data')

    connection.write(get + get)
    const closing = listener.close(hourMs)

    const answers = (await text(connection)).toLowerCase()
    expect(answers.match(/done/g)).toHaveLength(2)
    expect(answers.match(/connection: [a-z-]+/g)).toEqual(['connection: keep-alive', 'connection: close'])
    await closing
  })

  test('answers a request of a connection that is not accepted yet', async () => {
    await start(respond)
    socket = connect(listener.port, '127.0.0.1')
    socket.write(get)
    // Then the system has connected it.
    await new Promise<void>((resolve) => process.nextTick(resolve))

    const closing = listener.close(hourMs)

    expect(await text(socket)).toContain('done')
    await closing
  })

  test('answers a first request that has arrived in the last moment', async () => {
    await start(respond)
    const connection = await open()
    await (await fetch(`http://127.0.0.1:${listener.port}`)).text()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const closing = listener.close(hourMs)
    await flushEventLoop()

    connection.write(get)
    vi.advanceTimersByTime(1_000)

    expect(await text(connection)).toContain('done')
    await closing
  })

  test('closes a connection once its event stream has ended', async () => {
    const stream = createEventStream()
    await start(async () => stream.response)
    const connection = await open(get)
    await once(connection, 'data')
    const closing = listener.close(hourMs)

    stream.end()

    await Promise.all([once(connection, 'close'), closing])
  })

  test('waits for no client that has gone, from a request or from a stream', async () => {
    const { handle, reached, release } = createHeldHandler()
    const stream = createEventStream()
    await start(async (request) => (request.url.endsWith('/stream') ? stream.response : handle()))
    const address = `http://127.0.0.1:${listener.port}`
    const abort = new AbortController()
    const streamed = await fetch(`${address}/stream`, { signal: abort.signal })
    const held = fetch(address, { signal: abort.signal })
    await reached
    abort.abort()
    await expect(held).rejects.toThrow('aborted')
    await expect(streamed.text()).rejects.toThrow('aborted')

    await listener.close(hourMs)

    await waitUntil(() => expect(stream.isCancelled()).toBe(true))
    release()
  })

  test('answers a request under way, and then closes its connection', async () => {
    const { handle, reached, release } = createHeldHandler()
    await start(handle)
    const connection = await open(get)
    await reached
    const closing = listener.close(hourMs)
    await flushEventLoop()

    release()

    const answer = await text(connection)
    expect(answer).toContain('done')
    expect(answer.toLowerCase()).toContain('connection: close')
    await closing
  })

  test('answers each of the requests that were sent ahead on one connection', async () => {
    const { handle, release } = createHeldHandler()
    let count = 0
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    await start(() => {
      if (++count === 2) reach()
      return handle()
    })
    const connection = await open(get + get)
    await reached
    const closing = listener.close(hourMs)

    release()

    expect((await text(connection)).match(/done/g)).toHaveLength(2)
    await closing
  })

  test('sends a long response to its end, however slowly it is read', async () => {
    // More than the buffers of the system hold.
    const length = 6_000_000
    await start(async () => new Response('x'.repeat(length)))
    const connection = await open(get)
    await once(connection, 'readable')
    const closing = listener.close(hourMs)
    await flushEventLoop()

    expect((await text(connection)).split('\r\n\r\n')[1]).toHaveLength(length)
    await closing
  })

  test('reads a request to its end that it answers before', async () => {
    // The time after which the rest is no longer waited for does not pass.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    await start(respond)
    const connection = await open('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345')
    await once(connection, 'readable')
    let isClosed = false
    const closing = listener.close(hourMs).then(() => (isClosed = true))
    await flushEventLoop()
    expect(isClosed).toBe(false)

    connection.write('67890')

    expect(await text(connection)).toContain('done')
    await closing
  })

  test('ends the requests that take too long', async () => {
    const { handle, reached, release } = createHeldHandler()
    await start(handle)
    const connection = await open(get)
    await reached

    await Promise.all([text(connection), listener.close(1)])
    release()
  })
})
