import { expect, type Locator, type Page } from '@playwright/test'
import type { Version } from '#api/contract/version.ts'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import { moveFocusTo } from '#test/e2e/support/input-methods.ts'
import { test as production, type RoutedBackend } from '#test/e2e/support/routed-backend.ts'
import { delayResponse } from '#test/support/transport-faults.ts'
import { formatCount } from '#test/e2e/support/words.ts'

const fifty = 'consent-renewal-all-channels-v2'

const getGraph = (page: Page) => page.getByRole('region', { name: 'Graph of the path' })
const getActivities = (page: Page) => getGraph(page).getByRole('application', { name: 'Activities' }).getByRole('group')
const getFrame = (page: Page) => getGraph(page).getByRole('application')

/** Opens the path of a version as a graph, drawn. */
async function openPath(tab: ConsolePage, id: string): Promise<Locator> {
  await tab.goTo(id)
  const places = getActivities(tab.page)
  await expect(places.first()).toBeVisible()
  return places
}

const readBoxes = (places: Locator) =>
  places.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return { left, top, right, bottom }
    }),
  )

/** Where the places lie on the page: to the pixel, wherever the page is scrolled to. */
const readPositions = (places: Locator) =>
  places.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top } = element.getBoundingClientRect()
      return [Math.round(left + scrollX), Math.round(top + scrollY)]
    }),
  )

/** What has moved in a layout shift. The types of the DOM lack it. */
interface ShiftSource {
  readonly node: Node | null
  readonly previousRect: DOMRectReadOnly
  readonly currentRect: DOMRectReadOnly
}

interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly ShiftSource[]
}

/** Whether what has the focus can be seen: inside the frame, and inside the window. */
const isFocusVisible = (page: Page) =>
  page.evaluate(() => {
    const [card, frame] = [document.activeElement, document.activeElement?.closest('[role=application]')].map((element) =>
      element?.getBoundingClientRect(),
    )
    if (!card || !frame) return false
    const [left, right] = [Math.max(0, frame.left), Math.min(innerWidth, frame.right)]
    const [top, bottom] = [Math.max(0, frame.top), Math.min(innerHeight, frame.bottom)]
    return card.left >= left && card.right <= right && card.top >= top && card.bottom <= bottom
  })

/** The numbers of a version as they are now, however long somebody looks at them. */
async function freezeVersion(backend: RoutedBackend, id: string): Promise<Version> {
  const address = `/api/versions/${id}`
  const json = (await backend.readJson(address)) as Version
  backend.setFault(
    () => Response.json(json),
    (path) => path === address,
  )
  return json
}

const formatEnglishCount = (value: number) => formatCount('en', value)

/** How a number of people is said where there are none, one or more. */
const formatPeople = (number: number, none: string, rest: string) => (number === 0 ? none : `${formatEnglishCount(number)} ${rest}`)

/** How a way is said, whatever its name. */
const formatWay = (share: number, taken: number) => `${share}%, ${formatPeople(taken, 'nobody', taken === 1 ? 'person' : 'people')}`

production(
  'a path of fifty activities is drawn with all its numbers, and can be walked by keyboard alone',
  async ({ tab, page, backend }) => {
    const { activities } = await freezeVersion(backend, fifty)
    const places = await openPath(tab, fifty)
    expect(activities).toHaveLength(50)
    await expect(places).toHaveCount(51)
    const boxes = await readBoxes(places)
    const overlaps = boxes.flatMap((a, index) =>
      boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    )
    expect(overlaps).toEqual([])
    await expect(places.first()).toBeInViewport({ ratio: 1 })

    await moveFocusTo(places.first(), 'Tab')
    for (const [index, { name, inside, passed, next }] of activities.entries()) {
      await page.keyboard.press('ArrowDown')
      const here = places.nth(index + 1)
      await expect(here).toBeFocused()
      const said = formatPeople(inside, 'nobody here', inside === 1 ? 'person here' : 'people here')
      expect(await here.getAttribute('aria-label')).toContain(` ${name}: ${said}, ${formatPeople(passed, 'none passed', 'passed')}`)
      for (const { share, peopleTaken } of next)
        expect(await here.getAttribute('aria-description')).toContain(formatWay(share, peopleTaken))
      await expect.poll(() => isFocusVisible(page), `${name} is seen`).toBe(true)
    }

    await getGraph(page).getByRole('button', { name: 'Fit the whole path' }).click()
    const frame = (await getFrame(page).boundingBox())!
    await expect
      .poll(async () => (await readBoxes(places)).every(({ top, bottom }) => top >= frame.y - 1 && bottom <= frame.y + frame.height + 1))
      .toBe(true)
  },
)

production('the table of fifty activities has every number that the graph has', async ({ tab, page, backend }) => {
  const { activities } = await freezeVersion(backend, fifty)
  const places = await openPath(tab, fifty)
  const nameOf = new Map(activities.map(({ id, name }) => [id, name]))
  const drawn = await places.evaluateAll((all) => all.slice(1).map(({ ariaLabel, ariaDescription }) => [ariaLabel, ariaDescription]))

  await page.getByRole('radio', { name: 'Table' }).click()

  const rows = await page.getByRole('table').getByRole('row').all()
  const rowTexts = await Promise.all(rows.slice(1).map((row) => row.locator('th, td').allInnerTexts()))
  expect(rowTexts.map(([name, , ...counts]) => [name, ...counts.slice(0, 4)])).toEqual(
    activities.map(({ name, inside, passed, stopped, timedOut }) => [name, ...[inside, passed, stopped, timedOut].map(formatEnglishCount)]),
  )
  expect(rowTexts.map((cells) => cells.at(-1))).toEqual(
    activities.map(({ next }) =>
      next
        .map(
          ({ name, share, peopleTaken, to }) =>
            `${name === null ? '' : `${name} · `}${share}% ${formatEnglishCount(peopleTaken)} to ${nameOf.get(to)}`,
        )
        .join('\n'),
    ),
  )
  for (const [index, { name, inside, passed, next }] of activities.entries()) {
    const inGraph = drawn[index]![0]!.split(`${name}: `)[1]?.match(/\d[\d,]*/g) ?? []
    expect(inGraph, `${name} in the graph`).toEqual([inside, passed].filter((number) => number > 0).map(formatEnglishCount))
    for (const { share, peopleTaken: taken } of next) expect(drawn[index]![1]).toContain(formatWay(share, taken))
  }
})

test('the wheel moves the page and not the graph; with Ctrl it zooms, dragging moves, and the buttons do both', async ({ tab, page }) => {
  const places = await openPath(tab, fifty)
  const zoom = async () => (await places.first().boundingBox())!.width
  const before = [await zoom(), await readPositions(places)] as const
  const { x, y } = (await places.nth(1).boundingBox())!
  await page.mouse.move(x + 60, y + 30)

  await page.mouse.wheel(0, 200)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100)
  expect(await readPositions(places)).toEqual(before[1])

  await page.mouse.wheel(120, 0)
  await expect.poll(() => readPositions(places)).toEqual(before[1].map(([left, top]) => [left! - 120, top]))

  await page.keyboard.down('Control')
  await page.mouse.wheel(0, 200)
  await page.keyboard.up('Control')
  await expect.poll(zoom).toBeLessThan(before[0])
  const at = (await places.first().boundingBox())!
  await page.mouse.down()
  await page.mouse.move(x + 160, y + 30, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => Math.round((await places.first().boundingBox())!.x - at.x)).toBeGreaterThan(60)
  const smaller = await zoom()
  await getGraph(page).getByRole('button', { name: 'Zoom in' }).click()
  await expect.poll(zoom).toBeGreaterThan(smaller)
})

test('however far the wheel is turned sideways, the path stays in its frame', async ({ tab, page }) => {
  const places = await openPath(tab, fifty)
  const { x, y, width } = (await getFrame(page).boundingBox())!
  await page.mouse.move(x + 60, y + 60)
  const seen = async () => (await readBoxes(places)).some(({ left, right }) => left < x + width && right > x)

  for (const way of [1, -1]) {
    const before = await readPositions(places)
    for (let turns = 0; turns < 20; turns++) await page.mouse.wheel(way * 2_000, 0)

    await expect.poll(() => readPositions(places)).not.toEqual(before)
    expect(await seen()).toBe(true)
  }
})

test('from right to left, too, the bars of the table grow from where the numbers stand', async ({ tab, page }) => {
  await tab.goTo('welcome-series-v2')
  await page.getByRole('radio', { name: 'Table' }).check({ force: true })
  const people = page.getByRole('table').getByRole('row').nth(1).getByRole('cell').nth(1)

  await page.evaluate(() => Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' }))

  await expect(people.locator('[aria-hidden]').last()).toHaveCSS('transform-origin', /^0px/)
})

test('people flow through the graph, and only the numbers change', { tag: '@demo' }, async ({ tab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const places = await openPath(tab, 'welcome-series-v2')
  const [before, names] = [await readPositions(places), () => places.evaluateAll((all) => all.map((place) => place.ariaLabel))]
  const first = await names()
  await page.evaluate(() => {
    const moved: string[] = []
    const describeShift = ({ node, previousRect, currentRect }: ShiftSource) =>
      `${node instanceof Element ? node.outerHTML.slice(0, 120) : String(node?.textContent)}, ${JSON.stringify([previousRect, currentRect])}`
    // A number that gains a digit grows from its end, which stays: Chromium counts the start that moves.
    const hasMoved = ({ previousRect, currentRect }: ShiftSource) =>
      Math.abs(previousRect.right - currentRect.right) > 1 || Math.abs(previousRect.bottom - currentRect.bottom) > 1
    const noteShifts = (list: PerformanceObserverEntryList) => {
      for (const { sources } of list.getEntries() as LayoutShift[]) moved.push(...sources.filter(hasMoved).map(describeShift))
    }
    new PerformanceObserver(noteShifts).observe({ type: 'layout-shift' })
    document.addEventListener('transitionrun', ({ propertyName }) => moved.push(propertyName))
    document.addEventListener('animationstart', ({ animationName }) => moved.push(animationName))
    Object.assign(window, { moved })
  })

  await tab.controlDemo('PUT', 'settings', { speed: 3600 })

  await expect.poll(async () => (await names()).filter((name, index) => name !== first[index]).length).toBeGreaterThan(5)
  expect(await readPositions(places)).toEqual(before)
  expect(await page.evaluate(() => (window as unknown as { moved: readonly string[] }).moved)).toEqual([])
})

production(
  'the content policy lets the graph be drawn, and nothing shifts when it comes',
  { tag: '@demo' },
  async ({ tab, page, backend }) => {
    backend.setFault(delayResponse(300))
    await page.addInitScript(() => {
      const moved: string[] = []
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => moved.push(JSON.stringify(entry)))).observe({
        type: 'layout-shift',
        buffered: true,
      })
      Object.assign(window, { moved })
    })

    const places = await openPath(tab, 'welcome-series-v2')

    await expect(places).toHaveCount(15)
    await expect(getGraph(page).getByText('Yes · 62%')).toBeVisible()
    await expect(page.getByText('React Flow', { exact: true })).toBeVisible()
    expect(await page.evaluate(() => (window as unknown as { moved: readonly string[] }).moved)).toEqual([])
  },
)
