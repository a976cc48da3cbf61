import { expect } from '@playwright/test'
import type { VersionSummary } from '#api/contract/version.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import type { Endpoint } from '#api/contract/api-operations.ts'
import { createSeededSchedule } from '#mocks/faults/fault-schedule.ts'
import type { Fault } from '#mocks/faults/fault.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import {
  findFalseClaims,
  findFalseBadges,
  normalizeText,
  recordClaims,
  type RecordedFacts,
  type ClaimRecorder,
} from '#test/e2e/support/claim-checks.ts'

// Nothing is measured here that moves.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** How many random stories are told, and by how many tests: each ends as many journeys as it tells stories. */
const stories = scaleCases(150, 4)
const tests = Math.max(2, Math.ceil(stories / 25))

/** The longest that a fault delays anything, in milliseconds. */
const maxDelayMs = 100

/** How long is waited until the console knows what happened, once the network is back, in milliseconds. That it takes five seconds at most is shown in virtual time. */
const resultTimeoutMs = 60_000

/** What the browser itself says of requests that came to grief. */
const expectedErrors = /Failed to load resource|request failed/

/** What each of these is hit by, from the press on the confirming button on. */
const faultyEndpoints: readonly Endpoint[] = ['command', 'operation', 'session', 'version', 'list', 'history']

/** Faults for the next requests, drawn from a seed; reads fail a little only, so that the story goes on. */
const drawFaults = (seed: number) => {
  const schedule = createSeededSchedule(seed, maxDelayMs)
  const many = (endpoint: Endpoint): readonly (readonly Fault[])[] =>
    Array.from({ length: ['command', 'operation'].includes(endpoint) ? 6 : 1 }, (_, nth) => schedule(endpoint, nth))
  return { next: Object.fromEntries(faultyEndpoints.map((endpoint) => [endpoint, many(endpoint)])) }
}

/** Breaks the network. Answers how it is mended. */
async function breakNetwork(tab: ConsolePage, seed: number, { bool, pick }: Random): Promise<() => Promise<void>> {
  const broken = bool(25) ? pick(['offline', 'answersLost', 'unavailable']) : null
  if (broken === null) await tab.controlDemo('POST', 'faults', drawFaults(seed))
  else await tab.controlDemo('PUT', 'settings', { backend: broken })
  return async () => {
    await tab.controlDemo('PUT', 'settings', { backend: 'normal', signedIn: true, revoked: [] })
    await networkIsBack(tab)
    await tab.controlDemo('POST', 'faults', {})
  }
}

const networkIsBack = (tab: ConsolePage) => tab.page.evaluate(() => void window.dispatchEvent(new Event('online')))

/** Waits until nothing is under way on screen. Answers whether that came in time. */
const isSettled = (tab: ConsolePage, within: number): Promise<boolean> =>
  tab.page
    .waitForFunction(
      () => {
        const said = Array.from(
          document.querySelectorAll('[role=alertdialog], section[aria-label="Notices"]'),
          (place) => place.textContent,
        )
        return !/Checking what happened|Closing…|Stopping…|No answer yet|longer than usual/.test(said.join(' '))
      },
      null,
      { polling: 30, timeout: within },
    )
    .then(
      () => true,
      () => false,
    )

/** Opens the dialog from the list, or from the page of the journey, and fills in what it asks for. */
async function prepare(tab: ConsolePage, { name, id }: VersionSummary, action: 'close' | 'stop', fromPage: boolean): Promise<void> {
  const { says, page } = tab
  await tab.searchField.fill(name)
  await expect(page).toHaveURL((url) => url.searchParams.get('search') === name)
  if (fromPage) {
    await tab.row(name).getByRole('link', { name, exact: true }).press('Enter')
    await expect(page).toHaveURL(`/journeys/${id}`)
    await tab.moreActions.press('Enter')
  }
  // A permission that was taken away in the story before may have to come back first.
  const way = fromPage ? tab.item(says[action].verb) : tab.row(name).getByRole('button', { name: new RegExp(`^${says[action].verb},`) })
  await expect(way).toBeEnabled()
  await way.press('Enter')
  await expect(tab.button(says[action].verb)).toBeEnabled()
  if (action === 'close') return
  await tab.dialog.getByLabel(says.reason, { exact: true }).selectOption(says.stop.reason)
  const typed = tab.dialog.getByRole('textbox', { name: says.typeName })
  if (await typed.isVisible()) await typed.fill(name)
}

/** Everything false that the console says in one story, from one seed. */
async function runStory(tab: ConsolePage, watching: ClaimRecorder, version: VersionSummary, seed: number): Promise<readonly string[]> {
  const draw = createRandom('story', seed)
  const action = draw.pick(['close', 'stop'])
  const fromPage = draw.bool(30)
  const { verb } = tab.says[action]
  const before = (await tab.readHistoryWithoutFaults(version.id)).length
  const found: string[] = []
  const compare = async () => {
    const entries = await tab.readHistoryWithoutFaults(version.id)
    const truth: RecordedFacts = {
      title: `${version.name} v. ${version.number}`,
      action,
      entries: entries.slice(0, entries.length - before),
    }
    found.push(...findFalseClaims(await watching.takeClaims(), truth), ...findFalseBadges(await watching.takeBadges(), truth))
    return truth
  }
  await prepare(tab, version, action, fromPage)
  await Promise.all([watching.takeClaims(), watching.takeBadges()])

  const mend = await breakNetwork(tab, seed, draw)
  await tab.button(verb).press('Enter')
  for (let waits = 0; waits < 3 && !(await isSettled(tab, 400)); waits++) await networkIsBack(tab)
  await compare()
  if (
    draw.bool(25) &&
    (await tab
      .button(verb)
      .isEnabled({ timeout: 1 })
      .catch(() => false))
  ) {
    await tab.button(verb).press('Enter')
    await isSettled(tab, 400)
    await compare()
  }
  await mend()
  if (!(await isSettled(tab, resultTimeoutMs))) found.push('it never said what happened')

  const standing = await tab.page.locator('[role=alert], section[aria-label="Notices"]').allTextContents()
  const truth = await compare()
  found.push(
    ...findFalseClaims(
      standing.map((said) => normalizeText(said)),
      truth,
    ),
  )
  if (await tab.dialog.isVisible()) await tab.button('Cancel').click()
  const badge = fromPage ? tab.pageHeader : tab.statusOf(version.name)
  await expect(badge, `seed ${seed}`).toContainText(words[truth.entries[0]?.after ?? 'live'] ?? 'a status that no story leads to', {
    timeout: resultTimeoutMs,
  })
  if (fromPage) await tab.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home', exact: true }).click()
  return found.map((sentence) => `seed ${seed}: ${sentence}`)
}

const words: Readonly<Record<string, string>> = { live: 'Live', closed: 'Closed (no entrance)', stopped: 'Stopped', finished: 'Finished' }

for (let nth = 0; nth < tests; nth++) {
  const [first, next] = [nth, nth + 1].map((part) => Math.floor((part * stories) / tests)) as [number, number]
  test(`whatever goes wrong on the way, the console says nothing false (seeds ${first} to ${next - 1})`, async ({ tab, browserErrors }) => {
    test.setTimeout(generatedCasesTimeoutMs)
    browserErrors.allow(expectedErrors)
    await tab.goHome()
    const { items } = await tab.readList('status=live&limit=200')
    const watching = await recordClaims(tab.page)
    const found: string[] = []

    for (let seed = first; seed < next; seed++) found.push(...(await runStory(tab, watching, items[seed - first]!, seed)))

    expect(found).toEqual([])
  })
}
