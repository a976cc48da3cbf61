import { expect, type Page } from '@playwright/test'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { actions, type Action } from '#domain/lifecycle.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { randomWalkKeys } from '#test/support/random-walk-keys.ts'
import { watchFocus } from '#test/support/watch-focus.ts'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'

const walks = scaleCases(25, 10)

const requestBodies: Partial<Record<Action, object>> = {
  stop: { reason: 'legal', note: '' },
  close: { reason: null, note: '' },
  pause: { days: 3 },
  duplicate: { name: 'A copy' },
}

/** Whether there is nothing more on the page that Tab leads to: then it leads to the browser's own buttons, and that is no loss. */
const isLastTabStop = (page: Page, back: boolean) =>
  page.evaluate((first) => {
    const stops = Array.from(
      document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
    ).filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !('radixFocusGuard' in one.dataset))
    const end = stops.at(first ? 0 : -1)
    const { activeElement: here } = document
    const sameChoice = end instanceof HTMLInputElement && here instanceof HTMLInputElement && end.type === 'radio' && end.name === here.name
    return here === end || sameChoice || here === document.body
  }, back)

/** Somebody does something to a version that the marketer sees, or the page that was open before is shown again. */
const changeSomeVersion = (page: Page, nth: number, segment: string, body: object) =>
  page.evaluate(
    async ([index, path, content]) => {
      const ids = Array.from(
        document.querySelectorAll('main a[href^="/journeys/"]'),
        (link) => new URL((link as HTMLAnchorElement).href).pathname,
      )
      const here = document.activeElement?.closest('[role=row], li')?.querySelector<HTMLAnchorElement>('a[href^="/journeys/"]')
      const id = here && index % 4 > 0 ? new URL(here.href).pathname : [...ids, location.pathname][index % (ids.length + 1)]
      if (!id?.startsWith('/journeys/')) return 'nothing'
      const address = id.replace('/journeys/', '/api/versions/')
      const seen = await fetch(address)
      const headers = {
        'content-type': 'application/json',
        'if-match': seen.headers.get('etag') ?? '"r1"',
        'idempotency-key': crypto.randomUUID(),
      }
      const { status } = await fetch(`${address}/${path}`, { method: 'POST', headers, body: JSON.stringify(content) })
      return `${path} ${id}: ${status}`
    },
    [nth, segment, body] as const,
  )

async function applyRandomChange(tab: ConsolePage, { int, pick }: Random): Promise<string> {
  const { page } = tab
  switch (int(7)) {
    case 0:
      await tab.controlDemo('PUT', 'settings', { actingAs: pick(['viewer', 'marketer']) })
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      return 'somebody else is signed in'
    case 1:
      await tab.controlDemo('POST', 'jump', { days: int(20) })
      return 'time goes on'
    case 2:
      await page.evaluate(() => {
        if (((history.state as { readonly idx?: number } | null)?.idx ?? 0) > 0) history.back()
      })
      return 'back'
    case 3:
      if (int(5) > 0) return 'nothing'
      await tab.controlDemo('POST', 'reset', {})
      return 'the demo is reset'
    default: {
      const action = pick([...actions, 'stop', 'delete', 'delete', 'delete'] as const)
      return changeSomeVersion(page, int(199), actionSegments[action], requestBodies[action] ?? {})
    }
  }
}

for (const [seed, address] of [
  [1, '/'],
  [2, '/?status=closed'],
  [3, '/journeys/cart-reminder-v5?view=people'],
  [4, '/journeys/credit-limit-increase-v1'],
] as const)
  test(`by real keys, in the walks of seed ${seed}, the focus is never lost, whatever changes meanwhile`, async ({
    tab,
    page,
    browserErrors,
  }) => {
    test.setTimeout(generatedCasesTimeoutMs)
    browserErrors.allow(/status of 4\d\d/)
    await page.addInitScript(`
      window.print = () => {}
      addEventListener('click', (event) => event.target.closest?.('a[target=_blank]') && event.preventDefault(), true)
      window.focusWatch = (${watchFocus.toString()})()
    `)
    const random = createRandom(seed)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Tab')
    const trail: string[] = [address]

    for (let walk = 1; walk <= walks; walk++) {
      trail.splice(1, trail.length - 30)
      for (let steps = 4 + random.int(5); steps > 0; steps--) {
        const key = random.pick(randomWalkKeys)
        if (!key.endsWith('Tab') || !(await isLastTabStop(page, key !== 'Tab'))) {
          await page.keyboard.press(key)
          trail.push(key)
        }
        if (random.int(3) === 0) trail.push(await applyRandomChange(tab, random))
      }
      const lost = await page.evaluate(() => (window as unknown as { focusWatch: { readonly lost: readonly string[] } }).focusWatch.lost)
      expect(lost, `seed ${seed}, walk ${walk}: ${trail.join(' · ')}`).toEqual([])
    }
  })
