import { chromium, type Page } from '@playwright/test'
import type { Version } from '#api/contract/version.ts'
import { flattenPath } from '#features/journey-page/path/activities/flatten-path.ts'
import { layOutPath } from '#features/journey-page/path/graph/path-layout.ts'
import { createDemo } from '#mocks/demo/demo.ts'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { buildIfStale } from '#scripts/build-if-stale.ts'
import { routeRequestsToDemo, serveBuild } from '#scripts/serve-build.ts'
import { findChromium, launchOptions } from '#scripts/chromium.ts'

/** Journeys of the demo with ever more activities. */
const journeys = ['instant-payments-announcement-v1', 'payment-overdue-first-notice-v2', 'consent-renewal-all-channels-v2']

/** How often what takes time is done; the middle of all times counts. */
const rounds = 15

/** How often React has changed the page so far, counted as its developer tools do. */
declare global {
  interface Window {
    commits: number
    __REACT_DEVTOOLS_GLOBAL_HOOK__: object
  }
}

const computeMedian = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const printLine = (line: string) => process.stdout.write(`${line}\n`)
const printColumns = (...cells: readonly (string | number)[]) =>
  printLine(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(36) : String(cell).padStart(13))).join(''))
const formatMs = (time: number): string => `${time.toFixed(1)} ms`
const formatRatio = (time: number, other: number): string => `× ${(time / other).toFixed(1)}`

function countCommits(): void {
  window.commits = 0
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: () => window.commits++,
    onCommitFiberUnmount: () => {},
  }
}

function measureLayout({ activities }: Version): number {
  const steps = flattenPath(activities)
  const once = () => {
    const start = performance.now()
    layOutPath(steps)
    return performance.now() - start
  }
  once()
  return computeMedian(Array.from({ length: rounds }, once))
}

/** From the choice of the graph instead of the table, with its code there already, until every activity has been painted. */
const measureDrawing = (page: Page, elementCount: number) =>
  page.evaluate(async (expected) => {
    const radios = document.querySelectorAll<HTMLInputElement>('[role=tabpanel] input[type=radio]')
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    radios[1]?.click()
    await painted()
    const [before, start] = [window.commits, performance.now()]
    radios[0]?.click()
    const drawn = () => document.querySelectorAll('[role=application] [role=group]').length
    do await painted()
    while (drawn() < expected)
    const graph = document.querySelector('[role=application]')
    return { time: performance.now() - start, commits: window.commits - before, nodes: graph?.querySelectorAll('*').length ?? 0 }
  }, elementCount)

await buildIfStale()
const demo = createDemo(createMemoryDependencies())
await demo.initialize()
const versions = await Promise.all(
  journeys.map(async (id) => (await (await demo.handle(new Request(`http://localhost/api/versions/${id}`))).json()) as Version),
)
const server = await serveBuild()
const browser = await chromium.launch({ ...launchOptions, executablePath: findChromium() ?? 'chromium' })
const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } })
await page.addInitScript(countCommits)
await routeRequestsToDemo(page)

printLine(`The path as a graph: the middle of ${rounds} times, and how many times that of the first.`)
printColumns('', 'activities', 'layout', '', 'drawing', '', 'commits', 'elements')
const first = { layout: NaN, draw: NaN }
for (const version of versions) {
  const places = version.activities.length + 1
  await page.goto(`${server.address}journeys/${version.id}`)
  await page
    .getByRole('application')
    .getByRole('group')
    .nth(places - 1)
    .waitFor()
  const drawn: Awaited<ReturnType<typeof measureDrawing>>[] = []
  for (let round = 0; round < rounds; round++) drawn.push(await measureDrawing(page, places))
  const [layout, draw] = [measureLayout(version), computeMedian(drawn.map(({ time }) => time))]
  if (Number.isNaN(first.layout)) Object.assign(first, { layout, draw })
  const [commits, elements] = [computeMedian(drawn.map((one) => one.commits)), computeMedian(drawn.map((one) => one.nodes))]
  printColumns(
    version.name,
    places - 1,
    formatMs(layout),
    formatRatio(layout, first.layout),
    formatMs(draw),
    formatRatio(draw, first.draw),
    commits,
    elements,
  )
}
await browser.close()
await server.close()
