import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noDemo } from '#scripts/no-demo.ts'
import { serving } from '#scripts/serving.ts'

const root = mkdtempSync(join(tmpdir(), 'journey-console-'))
let server: PreviewServer

beforeAll(async () => {
  mkdirSync(join(root, 'dist/assets'), { recursive: true })
  writeFileSync(join(root, 'dist/index.html'), '<title>Journey Console</title>')
  writeFileSync(join(root, 'dist/assets/home-1a2b.js'), 'export const a = 1')
  server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [serving('production')],
    preview: { host: '127.0.0.1', port: 4700 },
  })
})

afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

const get = (path: string): Promise<Response> => fetch(new URL(path, server.resolvedUrls?.local[0]))

test('a deep link shows the page, which is asked for again every time', async () => {
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

test.each(['/', '/assets/home-1a2b.js', '/assets/home-old.js'])('the answer for %s carries the strict headers', async (path) => {
  const { headers } = await get(path)

  expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
  expect(headers.get('content-security-policy')).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
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
    plugins: [noDemo()],
    build: { write: false, rolldownOptions: { input: entry } },
  })

  await expect(built).rejects.toThrow('must not contain the demo')
})
