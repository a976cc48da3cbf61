import { createSecurityHeaders, getCacheControl } from './security-headers.ts'
import type { Encoding, StaticFile, StaticFiles } from './static-files.ts'

const securityHeaders = createSecurityHeaders('production')

/** The addresses of the console: Home and the pages of versions. */
const consolePath = /^\/(?:journeys\/[^/]+\/?)?$/

/** A last part with a dot: a file, never a page. */
const filePath = /\.[^/]*$/

/** Whether a path is a page of the console. */
export const isConsolePath = (path: string): boolean => consolePath.test(path)

/** The first encoding that the client accepts and the file has. */
function chooseEncoding(request: Request, { bodies }: StaticFile): Encoding {
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').flatMap((part) => {
    const [name = '', quality = ''] = part.split(';')
    return /^\s*q=0(?:\.0*)?\s*$/.test(quality) ? [] : [name.trim().toLowerCase()]
  })
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding) && bodies[encoding]) ?? 'identity'
}

function sendFile(request: Request, file: StaticFile, path: string, status: 200 | 404): Response {
  const encoding = chooseEncoding(request, file)
  const body = file.bodies[encoding] ?? file.bodies.identity
  const etag = `"${file.tag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const headers = { ...securityHeaders, 'cache-control': getCacheControl(path), etag, vary: 'accept-encoding' }
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (status === 200 && (known.includes(etag) || known.includes('*'))) return new Response(null, { status: 304, headers })
  const contentHeaders = {
    'content-type': file.type,
    'content-length': String(body.length),
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  }
  return new Response(request.method === 'HEAD' ? null : body, { status, headers: { ...headers, ...contentHeaders } })
}

const sendText = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { ...securityHeaders, 'cache-control': 'no-cache', 'content-type': 'text/plain; charset=utf-8', ...headers },
  })

/**
 * Answers with a file of the build, with the page of the console, or with 404. An address that is neither a file nor a page of the console gets
 * the page, which says so, with status 404.
 */
export function serveStatic(files: StaticFiles, request: Request): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(405, 'Method not allowed', { allow: 'GET, HEAD' })
  const { pathname } = new URL(request.url)
  const file = pathname.endsWith('.html') ? undefined : files.get(pathname)
  if (file) return sendFile(request, file, pathname, 200)
  const page = files.get('/index.html')
  const isFile = pathname.startsWith('/assets/') || (filePath.test(pathname) && !isConsolePath(pathname))
  return page && !isFile ? sendFile(request, page, '/', isConsolePath(pathname) ? 200 : 404) : sendText(404, 'Not found')
}
