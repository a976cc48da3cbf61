import { chromium, type CDPSession, type Page } from '@playwright/test'
import { findChromium, launchOptions } from '#scripts/chromium.ts'
import { createAppBackend } from './app-backends.ts'
import { getBuildFolder, type Build } from './build-apps.ts'
import { serveApp, type AppServer } from './serve-app.ts'
import { fastLink, type Link } from './slow-link.ts'

/** One console in a browser of its own, with a fresh profile and a fresh backend. */
export interface AppSession {
  readonly page: Page
  readonly cdp: CDPSession
  readonly server: AppServer
}

/** Opens a browser for one console, does the work, and closes everything. The console itself is not opened yet. */
export async function withAppSession<Result>(
  app: Build,
  work: (session: AppSession) => Promise<Result>,
  link: Link = fastLink,
): Promise<Result> {
  const backend = await createAppBackend(app)
  const server = await serveApp(app, getBuildFolder(app), backend.handle, link)
  const browser = await chromium.launch({ ...launchOptions, executablePath: findChromium() ?? 'chromium' })
  try {
    const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const result = await work({ page, cdp, server })
    if (errors.length > 0) throw new AggregateError(errors, 'The page reported errors.')
    return result
  } catch (cause) {
    throw new Error(`${app} could not be measured: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  } finally {
    await browser.close()
    await server.close()
    backend.close()
  }
}

/** A counter of the browser, by its name: seconds for durations. */
export type BrowserCounters = Readonly<Record<string, number>>

/** Reads the counters of the browser about this page. */
export async function readCounters(cdp: CDPSession): Promise<BrowserCounters> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}
