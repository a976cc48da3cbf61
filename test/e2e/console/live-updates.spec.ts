import { expect } from '@playwright/test'
import { ConsolePage, test } from '#test/e2e/support/console-page.ts'

const id = 'flight-delay-care-v3'
const name = 'Flight delay care'

/** Writes down the numbers that a badge counts down, from now on. */
async function recordBadge(badge: ReturnType<ConsolePage['statusOf']>): Promise<() => Promise<readonly number[]>> {
  const seen = await badge.evaluateHandle((element) => {
    const numbers: number[] = []
    const look = () => {
      const [, left] = /([\d,]+) left/.exec(element.textContent) ?? []
      const number = Number(left?.replace(',', ''))
      if (left !== undefined && numbers.at(-1) !== number) numbers.push(number)
    }
    look()
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true })
    return numbers
  })
  return () => seen.jsonValue()
}

test('a closed journey drains in two tabs at once, down to Finished, without a press', { tag: '@demo' }, async ({ tab, context }) => {
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo(id)
  await tab.page.bringToFront()
  await tab.goHome(`?search=${encodeURIComponent(name)}`)
  await tab.row(name).hover()
  await tab.quickAction('Close to new entrances', `${name} v. 3`).click()
  await tab.button('Close to new entrances').click()
  for (const badge of [tab.statusOf(name), other.pageHeader]) await expect(badge).toContainText(/Closed \(no entrance\) · [\d,]+ left/)
  const counts = [await recordBadge(tab.statusOf(name)), await recordBadge(other.pageHeader)]
  const loads: string[] = []
  for (const { page } of [tab, other]) page.on('framenavigated', (frame) => loads.push(frame.url()))

  await tab.controlDemo('PUT', 'settings', { speed: 3600 })

  for (const badge of [tab.statusOf(name), other.pageHeader]) await expect(badge).toContainText('Finished', { timeout: 120_000 })
  for (const count of counts) {
    const numbers = await count()
    expect(numbers.length).toBeGreaterThan(2)
    expect(numbers).toEqual(numbers.toSorted((one, next) => next - one))
  }
  expect(loads).toEqual([])
})

test('the tabs of a browser share one stream, and another tab takes over when its leader closes', async ({ tab, context }) => {
  const asked: ConsolePage[] = []
  const tabs = [tab]
  for (let more = 0; more < 3; more++) tabs.push(new ConsolePage(await context.newPage(), 'en'))
  for (const each of tabs) each.page.on('request', (request) => request.url().endsWith('/api/events') && asked.push(each))
  for (const each of tabs) await each.goHome(`?search=${encodeURIComponent(name)}`)
  await expect.poll(() => asked.length).toBe(1)

  const [holder] = asked
  await holder?.page.close()
  await expect.poll(() => asked.length).toBe(2)
  const [one, ...others] = tabs.filter((each) => each !== holder)
  await one?.page.bringToFront()
  await one?.row(name).hover()
  await one?.quickAction('Close to new entrances', `${name} v. 3`).click()
  await one?.button('Close to new entrances').click()

  for (const each of others) await expect(each.statusOf(name)).toContainText('Closed (no entrance)')
  expect(asked[1]).not.toBe(holder)
  expect(asked).toHaveLength(2)
})
