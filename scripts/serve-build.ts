import type { Page } from '@playwright/test'
import { preview } from 'vite'
import { createDemo } from '#mocks/demo/demo.ts'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'

/** Serves a build. Returns its URL. */
export async function serveBuild(
  mode: 'demo' | 'production' = 'production',
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const server = await preview({ mode, preview: { port: 0, open: false } })
  const address = server.resolvedUrls?.local[0]
  if (!address) throw new Error('The build is not being served.')
  return { address, close: () => server.close() }
}

/** Routes the page's API requests to a demo in this process. Event streams are not supported, because they never end. */
export async function routeRequestsToDemo(page: Page): Promise<void> {
  const demo = createDemo(createMemoryDependencies())
  await demo.initialize()
  await page.route('**/api/**', async (route) => {
    if (route.request().url().endsWith('/api/events')) return route.fulfill({ status: 503 })
    const answer = await demo.handle(new Request(route.request().url()))
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
}
