import { expect, type Page } from '@playwright/test'
import { chance, type Chance } from '#test/support/random.ts'
import { actions, type Action } from '#domain/lifecycle.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { keys } from '#test/support/random-walk-keys.ts'
import { watchFocus } from '#test/support/watch-focus.ts'
import { test, type Console } from '#test/e2e/support/console-page.ts'

const walks = 25

const bodies: Partial<Record<Action, object>> = {
  stop: { reason: 'legal', note: '' },
  close: { reason: null, note: '' },
  pause: { days: 3 },
  duplicate: { name: 'A copy' },
}

/** Whether there is nothing more on the page that Tab leads to: then it leads to the browser's own buttons, and that is no loss. */
const isLast = (page: Page, back: boolean) =>
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
const meddle = (page: Page, nth: number, segment: string, body: object) =>
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

async function change(tab: Console, { below, pick }: Chance): Promise<string> {
  const { page } = tab
  switch (below(8)) {
    case 0:
      await tab.steer('PUT', 'settings', { actingAs: pick(['viewer', 'marketer']) })
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      return 'somebody else is signed in'
    case 1:
      await tab.steer('POST', 'jump', { days: below(21) })
      return 'time goes on'
    case 2:
      await page.evaluate(() => {
        if (((history.state as { readonly idx?: number } | null)?.idx ?? 0) > 0) history.back()
      })
      return 'back'
    case 3:
      if (below(6) > 0) return 'nothing'
      await tab.steer('POST', 'reset', {})
      return 'the demo is reset'
    default: {
      const action = pick([...actions, 'stop', 'delete', 'delete', 'delete'] as const)
      return meddle(page, below(200), actionSegments[action], bodies[action] ?? {})
    }
  }
}

for (const [seed, address] of [
  [1, '/'],
  [2, '/?status=closed'],
  [3, '/journeys/cart-reminder-v5?view=people'],
  [4, '/journeys/credit-limit-increase-v1'],
] as const)
  test(`by real keys, in the walks of seed ${seed}, the focus is never lost, whatever changes meanwhile`, async ({ tab, page, noise }) => {
    noise.expect(/status of 4\d\d/)
    await page.addInitScript(`
      window.print = () => {}
      addEventListener('click', (event) => event.target.closest?.('a[target=_blank]') && event.preventDefault(), true)
      window.focusWatch = (${watchFocus.toString()})()
    `)
    const luck = chance(seed)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Tab')
    const trail: string[] = [address]

    for (let walk = 1; walk <= walks; walk++) {
      trail.splice(1, trail.length - 30)
      for (let steps = 4 + luck.below(6); steps > 0; steps--) {
        const key = luck.pick(keys)
        if (!key.endsWith('Tab') || !(await isLast(page, key !== 'Tab'))) {
          await page.keyboard.press(key)
          trail.push(key)
        }
        if (luck.below(4) === 0) trail.push(await change(tab, luck))
      }
      const lost = await page.evaluate(() => (window as unknown as { focusWatch: { readonly lost: readonly string[] } }).focusWatch.lost)
      expect(lost, `seed ${seed}, walk ${walk}: ${trail.join(' · ')}`).toEqual([])
    }
  })
