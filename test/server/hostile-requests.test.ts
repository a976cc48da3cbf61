import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, type Listener } from '#server/http/listen.ts'
import { createTestServer, type TestServer } from './support/test-server.ts'

let testServer: TestServer
let listener: Listener
beforeAll(async () => {
  testServer = createTestServer()
  listener = await listen(testServer.server.handle, { host: '127.0.0.1', port: 0 })
})
afterAll(() => listener.close(1_000))

/** Sends bytes as they are. Resolves to the status line of the answer, empty if there is none. */
const sendRaw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(listener.port, '127.0.0.1', () => socket.end(text))
    let answer = ''
    socket.on('data', (data) => (answer += data.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
  })

const get = (target: string, ...headers: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n')

describe('a request that no browser sends', () => {
  test.each([
    ['a path that climbs', get('/../../../etc/passwd'), 404],
    ['an encoded path that climbs', get('/assets/%2e%2e/%2e%2e/package.json'), 404],
    ['two slashes', get('//other.example.com/journeys'), 404],
    ['backslashes', get('/\\..\\package.json'), 400],
    ['a broken escape', get('/%zz'), 404],
    ['a NUL', get('/%00'), 404],
    ['the address of another server', get('http://other.example.com/'), 421],
    ['a cookie of nonsense', get('/api/session', `Cookie: ${';=;'.repeat(500)}`), 401],
    ['a header that is too long', get('/', `X-Long: ${'x'.repeat(20_000)}`), 431],
    ['another host', get('/').replace('Host: localhost', 'Host: other.example.com'), 421],
    ['a broken host', get('/').replace('Host: localhost', 'Host: [::1'), 400],
    ['no host', get('/').replace('Host: localhost\r\n', ''), 400],
    ['a method that there is not', get('/').replace('GET', 'BREW'), 400],
    ['TRACE', get('/').replace('GET', 'TRACE'), 405],
    ['no HTTP at all', '\u0016\u0003\u0001\r\n\r\n', 400],
  ])('%s is refused, and no failure', async (_, text, status) => {
    const answer = await sendRaw(text)

    expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d/)
    expect(Number(answer.split(' ')[1])).toBe(status)
    expect(testServer.lines.filter(({ event }) => event === 'failure')).toEqual([])
  })
})
