import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { createSecurityHeaders, getCacheControl } from '#server/http/security-headers.ts'
import type { Build } from './build-apps.ts'
import { pieceSize, type Link } from './slow-link.ts'

/** Answers the requests to `/api/`. */
export type Handle = (request: Request) => Promise<Response>

/** A request that reached the server. */
interface ServedRequest {
  /** When it came, in milliseconds since the epoch. */
  readonly at: number
  /** The size of its body, compressed. */
  bytes: number
}

/** A console that is being served. */
export interface AppServer {
  readonly address: string
  readonly requests: readonly ServedRequest[]
  readonly close: () => Promise<void>
}

interface StaticFile {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

const missingFile: StaticFile = { body: Buffer.alloc(0), headers: {} }

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** Reads all files of a build, compressed as a host would send them. */
function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
  return new Map(
    paths.map((path) => {
      const isCompressed = extname(path) === '.woff2'
      const body = readFileSync(join(folder, path))
      const headers = {
        'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
        'cache-control': getCacheControl(`/${path}`),
        ...(isCompressed ? {} : { 'content-encoding': 'gzip' }),
      }
      return [`/${path}`, { body: isCompressed ? body : gzipSync(body, { level: 9 }), headers }]
    }),
  )
}

/** Sends a body over the link, in pieces. */
async function sendBody(response: ServerResponse, body: Buffer, link: Link): Promise<void> {
  for (let from = 0; from < body.length; from += pieceSize) {
    const piece = body.subarray(from, from + pieceSize)
    await link.transfer(piece.length)
    response.write(piece)
  }
  response.end()
}

/** Passes an event stream on until either side ends it. */
async function sendStream(response: ServerResponse, stream: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stream.getReader()
  response.on('close', () => void reader.cancel().catch(() => undefined))
  response.flushHeaders()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) response.write(piece.value)
  response.end()
}

/** A request of Node as the backend takes it. */
async function toRequest(request: IncomingMessage, address: string): Promise<Request> {
  const { method = 'GET', url = '/' } = request
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return new Request(new URL(url, address), { method, headers, body: method === 'POST' ? await text(request) : null })
}

/** Serves a build and its backend on a free port of this machine, with the headers of a real host. */
export async function serveApp(app: Build, folder: string, handle: Handle, link: Link): Promise<AppServer> {
  const files = readFiles(folder)
  const requests: ServedRequest[] = []
  const securityHeaders = createSecurityHeaders(app === 'demo' ? 'demo' : 'production')
  let address = ''

  /** The size of the body that was sent. */
  const sendFile = async (response: ServerResponse, path: string): Promise<number> => {
    const { body, headers } = files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined) ?? missingFile
    response.writeHead(body.length === 0 ? 404 : 200, headers)
    await sendBody(response, body, link)
    return body.length
  }
  const sendAnswer = async (response: ServerResponse, { status, headers, body }: Response): Promise<number> => {
    if (body !== null && headers.get('content-type') === 'text/event-stream') {
      response.writeHead(status, Object.fromEntries(headers))
      await sendStream(response, body)
      return 0
    }
    const compressed = gzipSync(Buffer.from(await new Response(body).arrayBuffer()))
    response.writeHead(status, { ...Object.fromEntries(headers), 'content-encoding': 'gzip' })
    await sendBody(response, compressed, link)
    return compressed.length
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const served: ServedRequest = { at: performance.timeOrigin + performance.now(), bytes: 0 }
    requests.push(served)
    await link.waitForLatency()
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const { pathname } = new URL(request.url ?? '/', address)
    served.bytes = pathname.startsWith('/api/')
      ? await sendAnswer(response, await handle(await toRequest(request, address)))
      : await sendFile(response, pathname)
  }

  const server = createServer((request, response) => void answer(request, response).catch((error: Error) => response.destroy(error)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    address,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
