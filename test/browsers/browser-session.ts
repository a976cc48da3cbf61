import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed } from 'vitest'
import { findProgram } from '#scripts/browsers.ts'
import { serveBuild } from '#scripts/serve-build.ts'
import { BrowserTab } from './browser-tab.ts'
import type { Driver, DriverTab } from './driver.ts'
import { startFirefox } from './firefox.ts'
import { startWebKit } from './webkit.ts'

/** Value of Firefox's preference for Tab on macOS: text fields (1) and other controls (2), but no links (4). */
const controlsOnly = 3

/** How each browser is started. */
const launchers = {
  Firefox: () => startFirefox(findProgram('firefox-esr') ?? 'firefox-esr'),
  'Firefox where Tab passes over links': () =>
    startFirefox(findProgram('firefox-esr') ?? 'firefox-esr', { 'accessibility.tabfocus': controlsOnly }),
  WebKit: () => startWebKit(findProgram('WebKitWebDriver') ?? 'WebKitWebDriver'),
} as const satisfies Readonly<Record<string, () => Promise<Driver>>>
export type BrowserName = keyof typeof launchers

/** The browser of a test file. */
interface BrowserSession {
  readonly openTab: () => Promise<BrowserTab>
  readonly resize: (width: number, height: number) => Promise<void>
}

const folder = 'test-results/browsers'

/** Default size of the viewport. */
const viewport = [1280, 800] as const

/** Writes a picture of the viewport, to be looked at. WebKit paints late: the picture waits for two frames. */
export async function writeScreenshot(tab: DriverTab, name: string): Promise<void> {
  await tab.run(() => new Promise<null>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`, await tab.takeScreenshot())
}

/** Runs a browser during the tests of this block. Each test starts with one size and closes its tabs. Errors of the page fail the test. */
export function useBrowser(name: BrowserName): BrowserSession {
  let driver: Driver
  let server: Awaited<ReturnType<typeof serveBuild>>
  let tabs: BrowserTab[] = []
  let size: readonly [number, number] = viewport
  let known = 0

  beforeAll(async () => {
    server = await serveBuild('demo')
    driver = await launchers[name]()
  })
  beforeEach(() => {
    size = viewport
    onTestFailed(async ({ task }) => {
      const { driver: tab } = tabs[0] ?? {}
      if (tab) await writeScreenshot(tab, `failed ${name} ${task.name}`)
    })
  })
  afterEach(async () => {
    const complaints = await driver.readComplaints()
    const added = complaints.slice(known)
    known = complaints.length
    // A browser ends with its last tab: the first one stays open.
    for (const { driver: tab } of tabs.slice(1)) await tab.close()
    tabs = tabs.slice(0, 1)
    expect(added, 'errors of the page').toEqual([])
  })
  afterAll(async () => {
    await driver?.quit()
    await server?.close()
  })

  let used = 0
  beforeEach(() => {
    used = 0
  })
  const openTab = async (): Promise<BrowserTab> => {
    const tab = tabs[used] ?? new BrowserTab(await driver.openTab(), server.address.replace(/\/$/, ''))
    if (used++ === tabs.length) tabs.push(tab)
    await driver.resize(...size)
    await tab.driver.bringToFront()
    return tab
  }
  return {
    openTab,
    resize: async (width, height) => {
      size = [width, height]
      await driver.resize(width, height)
    },
  }
}
