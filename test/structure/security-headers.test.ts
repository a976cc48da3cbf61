import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, createServer, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forbidDemo } from '#scripts/vite/vite-forbid-demo.ts'
import { addSecurityHeaders } from '#scripts/vite/vite-security-headers.ts'

const root = mkdtempSync(join(tmpdir(), 'journey-console-'))
let server: PreviewServer

beforeAll(async () => {
  mkdirSync(join(root, 'dist/assets'), { recursive: true })
  writeFileSync(join(root, 'dist/index.html'), '<title>Journey Console</title>')
  writeFileSync(join(root, 'dist/assets/home-1a2b.js'), 'export const a = 1')
  writeFileSync(join(root, 'dist/assets/home-1a2b.css'), 'h1 { color: red }')
  writeFileSync(join(root, 'dist/worker.js'), 'self')
  writeFileSync(join(root, 'index.html'), '<title>Journey Console</title><script type="module">export {}</script>')
  server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [addSecurityHeaders('production')],
    preview: { host: '127.0.0.1', port: 4700 },
  })
})

afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

const get = (path: string): Promise<Response> => fetch(new URL(path, server.resolvedUrls?.local[0]))

test('a deep link shows the page, which is revalidated every time', async () => {
  const answer = await get('/journeys/spring-sale')

  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('Journey Console')
  expect(answer.headers.get('cache-control')).toBe('no-cache')
})

test('an asset is kept for ever', async () => {
  const answer = await get('/assets/home-1a2b.js')

  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test.each(['/assets/home-old.js', '/api/journeys', '/mockServiceWorker.js', '/assets/%E0%A4%A'])(
  '%s is not there, and that is what is said',
  async (path) => {
    const answer = await get(path)

    expect(answer.status).toBe(404)
    expect(answer.headers.get('cache-control')).not.toContain('immutable')
  },
)

test.each(['/', '/journeys/any', '/assets/home-1a2b.js', '/assets/home-1a2b.css', '/worker.js', '/assets/home-old.js', '/api/versions'])(
  'the answer for %s carries the strict headers',
  async (path) => {
    const { headers } = await get(path)

    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  },
)

test('in development the policy is as strict, but for what bears the nonce of this start', async () => {
  const developing = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [addSecurityHeaders('demo')],
    server: { host: '127.0.0.1', port: 4710 },
  })
  await developing.listen()

  const answer = await fetch(new URL('/', developing.resolvedUrls?.local[0]))
  const [page, policy] = [await answer.text(), answer.headers.get('content-security-policy') ?? '']
  await developing.close()

  const nonce = /script-src 'self' 'nonce-([\da-f-]{36})'/.exec(policy)?.[1]
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default")
  expect(policy).not.toContain('unsafe')
  expect(page.match(/<script/g)?.length).toBe(page.match(new RegExp(`<script[^>]* nonce="${nonce}"`, 'g'))?.length)
})

test('a production build that would contain the demo is refused', async () => {
  const entry = join(root, 'main.js')
  writeFileSync(
    entry,
    `import { http } from ${JSON.stringify(join(process.cwd(), 'node_modules/msw/lib/core/index.js'))}\nconsole.log(http)`,
  )

  const built = build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [forbidDemo()],
    build: { write: false, rolldownOptions: { input: entry } },
  })

  await expect(built).rejects.toThrow('must not contain the demo')
})
