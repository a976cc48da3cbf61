import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStaticFiles } from '#server/http/static-files.ts'
import { serveStatic } from '#server/http/serve-static.ts'

const folder = mkdtempSync(join(tmpdir(), 'journey-console-'))
const script = 'export const a = 1\n'.repeat(100)
let get: (path: string, headers?: Readonly<Record<string, string>>, method?: string) => Response

beforeAll(() => {
  mkdirSync(join(folder, 'dist/assets'), { recursive: true })
  mkdirSync(join(folder, 'dist/.vite'))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist/index.html'), '<title>Journey Console</title>')
  writeFileSync(join(folder, 'dist/robots.txt'), 'User-agent: *')
  writeFileSync(join(folder, 'dist/assets/home-1a2b.js'), script)
  writeFileSync(join(folder, 'dist/assets/home-1a2b.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'dist/assets/home-1a2b.js.gz'), gzipSync(script))
  writeFileSync(join(folder, 'dist/.vite/manifest.json'), '{}')
  const files = readStaticFiles(join(folder, 'dist'))
  get = (path, headers = {}, method = 'GET') => serveStatic(files, new Request(`http://localhost${path}`, { method, headers }))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('static files', () => {
  test.each(['/', '/journeys/spring-sale-v2', '/journeys/a.b'])('%s is a page of the console, revalidated every time', async (path) => {
    const response = get(path)

    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await response.text()).toContain('Journey Console')
  })

  test('an address that is no page gets the page, which says so, with 404', async () => {
    const response = get('/journey')

    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Journey Console')
  })

  test.each([
    '/assets/home-old.js',
    '/assets/',
    '/index.html',
    '/worker.js',
    '/.vite/manifest.json',
    '/assets/home-1a2b.js.br',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%00.js',
    '/assets/%E0%A4%A',
  ])('%s is not there', async (path) => {
    const response = get(path)

    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-cache'])
    expect(await response.text()).toBe('Not found\n')
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['deflate', null],
    ['', null],
  ])('an asset is kept for ever, and compressed for a client that accepts %s: %s', (accepted, encoding) => {
    const { status, headers } = get('/assets/home-1a2b.js', { 'accept-encoding': accepted })

    expect([status, headers.get('content-encoding'), headers.get('vary')]).toEqual([200, encoding, 'accept-encoding'])
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(Number(headers.get('content-length'))).toBe(
      encoding === null ? script.length : (encoding === 'br' ? brotliCompressSync : gzipSync)(script).length,
    )
  })

  test('a body is sent again only if it has changed', async () => {
    const etag = get('/').headers.get('etag') ?? ''

    const unchanged = get('/', { 'if-none-match': `"other", W/${etag}` })
    const changed = get('/', { 'if-none-match': '"other"' })

    expect([unchanged.status, await unchanged.text(), unchanged.headers.get('etag')]).toEqual([304, '', etag])
    expect(changed.status).toBe(200)
  })

  test('a tag belongs to one encoding', () => {
    const [plain, compressed] = ['', 'br'].map((encoding) => get('/assets/home-1a2b.js', { 'accept-encoding': encoding }))

    expect(plain?.headers.get('etag')).not.toBe(compressed?.headers.get('etag'))
  })

  test('HEAD is GET without the body, and nothing else is known', async () => {
    const head = get('/robots.txt', {}, 'HEAD')
    const post = get('/', {}, 'POST')

    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '13', ''])
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test.each(['/', '/journey', '/assets/home-1a2b.js', '/assets/home-old.js'])('the answer for %s carries the strict headers', (path) => {
    const { headers } = get(path)

    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(headers.get('content-security-policy')).toContain("trusted-types 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })
})
