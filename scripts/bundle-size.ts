import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { chromium, type Request as PageRequest } from '@playwright/test'
import { build } from 'vite'
import { buildIfStale } from './build-if-stale.ts'
import { routeRequestsToDemo, serveBuild } from './serve-build.ts'
import { findChromium, launchOptions } from './chromium.ts'

/** Size limits of the first view of Home, and of the demo's extra chunks. In bytes, gzipped. */
const budgets = { 'kB of JS': 140, 'kB of CSS': 8, requests: 6, 'layout shift': 0, 'kB for the demo': 85.5 }

const measureGzippedKB = (body: Buffer | string): number => gzipSync(body, { level: 9 }).length / 1000
const formatKB = (size: number): string => `${size.toFixed(1)} kB`.padStart(9)
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)

/** Cumulative layout shift, as measured in the page. */
declare global {
  interface Window {
    layoutShift: number
  }
}

/** Measurements that must start before the page loads. */
function observeLayoutShift(): void {
  window.layoutShift = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.layoutShift += (entry as PerformanceEntry & { readonly value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  // Work deferred until the browser is idle is not part of the first view: here the browser is never idle.
  window.requestIdleCallback = () => 0
}

/** Measures the load until the first journey is shown and its actions are available. */
async function measureFirstLoad(address: string) {
  const browser = await chromium.launch({ ...launchOptions, executablePath: findChromium() ?? 'chromium' })
  try {
    const page = await browser.newPage({ locale: 'en' })
    await page.addInitScript(observeLayoutShift)
    await routeRequestsToDemo(page)
    const requests: PageRequest[] = []
    page.on('request', (request) => request.url().startsWith('data:') || requests.push(request))
    await page.goto(address, { waitUntil: 'commit' })
    const row = page
      .getByRole('table', { name: 'Journeys' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .first()
    await row.getByRole('button', { name: /^Close to new entrances, / }).waitFor({ state: 'attached' })
    const needed = [...requests]
    await page.waitForLoadState('networkidle')
    await page.evaluate(() =>
      document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
    )
    const loaded = await Promise.all(
      needed.map(async (request) => {
        const response = await request.response()
        return {
          path: new URL(request.url()).pathname,
          type: request.resourceType(),
          size: measureGzippedKB((await response?.body()) ?? ''),
        }
      }),
    )
    return { loaded, layoutShift: await page.evaluate(() => window.layoutShift) }
  } finally {
    await browser.close()
  }
}

/** Chunks of the demo only: reachable through `main.tsx`'s imports from `mocks`, and not otherwise. */
async function listDemoChunks() {
  const [output] = [await build({ mode: 'demo', logLevel: 'warn', build: { write: false } })].flat()
  if (!output || !('output' in output)) throw new Error('The demo was not built.')
  const chunks = new Map(output.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])))
  const isDemo = (name: string): boolean => /\/mocks\//.test(chunks.get(name)?.facadeModuleId ?? '')
  const collectReachable = (
    from: readonly string[],
    follow: (name: string) => boolean,
    visited = new Set<string>(),
  ): ReadonlySet<string> => {
    for (const name of from) {
      const chunk = chunks.get(name)
      if (!chunk || visited.has(name) || !follow(name)) continue
      visited.add(name)
      collectReachable([...chunk.imports, ...chunk.dynamicImports], follow, visited)
    }
    return visited
  }
  const entries = [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  const consoleChunks = collectReachable(entries, (name) => !isDemo(name))
  return [...chunks.values()]
    .filter(({ fileName }) => !consoleChunks.has(fileName))
    .map(({ fileName, code }) => ({ path: `/${fileName}`, size: measureGzippedKB(code) }))
}

/** Files of the production build that contain a name of the demo. */
const findDemoLeaks = (): readonly string[] =>
  globSync('dist/**/*').filter(
    (path) =>
      /mockServiceWorker/.test(path) ||
      (/\.(?:js|css|html|json)$/.test(path) && /\bmsw\b|mockServiceWorker|\/mocks\//i.test(readFileSync(path, 'utf8'))),
  )

await buildIfStale()
const server = await serveBuild()
const { loaded, layoutShift } = await measureFirstLoad(server.address)
await server.close()
const demo = await listDemoChunks()

const sumSizeOf = (type: string): number => sum(loaded.filter((file) => file.type === type).map(({ size }) => size))
const measured = {
  'kB of JS': sumSizeOf('script'),
  'kB of CSS': sumSizeOf('stylesheet'),
  requests: loaded.length,
  'layout shift': layoutShift,
  'kB for the demo': sum(demo.map(({ size }) => size)),
}

console.log('Until the first journey is there and can be acted on (gzipped):')
for (const { path, size } of loaded) console.log(`${formatKB(size)}  ${path}`)
console.log('The demo adds:')
for (const { path, size } of demo) console.log(`${formatKB(size)}  ${path}`)
const leaks = findDemoLeaks()
for (const path of leaks) console.log(`✗ ${path} holds a part of the demo`)
const exceeded = Object.entries(budgets).filter(([what, limit]) => {
  const count = measured[what as keyof typeof measured]
  console.log(`${count > limit ? '✗' : '✓'} ${Math.round(count * 1000) / 1000} ${what}, at most ${limit}`)
  return count > limit
})
if (leaks.length + exceeded.length > 0) process.exitCode = 1
