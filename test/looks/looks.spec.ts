import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, type Page, type Request } from '@playwright/test'
import { waitForAnimations } from '#test/e2e/accessibility/audit.ts'
import { test } from '#test/e2e/support/console-page.ts'
import { test as production } from '#test/e2e/support/routed-backend.ts'
import { failureStates, groupStates, states } from '#test/e2e/support/states.ts'

const folder = process.env['LOOKS_FOLDER'] ?? 'test-results/looks/after'
const filter = new RegExp(process.env['LOOKS_FILTER'] ?? '', 'i')

/** The time of every picture: the demo is seeded relative to it. */
const now = new Date('2026-03-10T09:41:00Z')

interface Stop {
  readonly state: string
  readonly reach: () => Promise<void>
}

/** Counts the answers that the page waits for. The function says whether there are none, or none has come for three seconds. */
function watchNetwork(page: Page): () => boolean {
  const pending = new Set<Request>()
  let changed = 0
  const note = (request: Request, change: () => void) => {
    // The event stream never ends.
    if (request.url().endsWith('/api/events')) return
    change()
    changed = performance.now()
  }
  page.on('request', (request) => note(request, () => pending.add(request)))
  const remove = (request: Request) => note(request, () => pending.delete(request))
  page.on('requestfinished', remove)
  page.on('requestfailed', remove)
  return () => pending.size === 0 || performance.now() - changed > 3000
}

/** Takes a picture once two in a row are the same and no answer is missing. */
async function takePicture(page: Page, isQuiet: () => boolean): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready)
  let picture: Buffer = Buffer.alloc(0)
  const isAtRest = async () => {
    const [last, wasQuiet] = [picture, isQuiet()]
    await waitForAnimations(page)
    picture = await page.screenshot({ fullPage: true, animations: 'disabled' })
    return wasQuiet && picture.equals(last)
  }
  await expect.poll(isAtRest, { message: 'The page comes to rest.', intervals: [200], timeout: 60_000 }).toBe(true)
  return picture
}

/** Takes a picture of each state in light and in dark. Why a state was not reached is written where its picture would be. */
async function photograph(page: Page, name: string, stops: readonly Stop[]): Promise<void> {
  const isQuiet = watchNetwork(page)
  mkdirSync(folder, { recursive: true })
  for (const { state, reach } of stops) {
    const path = (ending: string) => `${folder}/${name}, ${state.replaceAll(/[^\w’-]+/g, ' ').trim()}${ending}`
    try {
      await reach()
      if (!filter.test(state)) continue
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        writeFileSync(path(`, ${colorScheme}.png`), await takePicture(page, isQuiet))
      }
      await page.emulateMedia({ colorScheme: 'light' })
    } catch (error) {
      writeFileSync(path('.txt'), String(error))
    }
  }
}

/** The groups of states of which one or more are chosen: a state may be reached only from the one before. */
const isChosen = (group: readonly (readonly [name: string, ...unknown[]])[]): boolean => group.some(([name]) => filter.test(name))
const chosenStates = groupStates(states).filter(isChosen).flat()
const chosenFailureStates = groupStates(failureStates).filter(isChosen).flat()

for (const width of [1280, 320]) {
  const use = { viewport: { width, height: 800 }, hasTouch: width === 320, isMobile: width === 320, colorScheme: 'light' as const }

  test.describe(`${width} px wide`, () => {
    test.use(use)

    test('every state of the console', async ({ context, page, tab, browserErrors }) => {
      browserErrors.allow(/./)
      await context.clock.setFixedTime(now)
      await photograph(
        page,
        `${width} px`,
        chosenStates.map(([state, reach]) => ({ state, reach: () => reach(tab, page) })),
      )
    })
  })

  production.describe(`${width} px wide`, () => {
    production.use(use)

    production('every state of the console while its backend is slow or away', async ({ context, page, tab, backend, browserErrors }) => {
      browserErrors.allow(/./)
      await context.clock.setFixedTime(now)
      await photograph(
        page,
        `${width} px`,
        chosenFailureStates.map(([state, reach]) => ({ state, reach: () => reach(tab, page, backend) })),
      )
    })
  })
}
