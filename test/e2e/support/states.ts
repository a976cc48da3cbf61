import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { answerAsEngine } from './engine-answers.ts'
import { type ConsolePage } from './console-page.ts'
import { type RoutedBackend } from './routed-backend.ts'
import { failRequest, neverRespond } from '#test/support/transport-faults.ts'

/** A console state, and the steps to reach it: from any state, or only from the preceding one if it `follows`. */
type State = readonly [name: string, reach: (tab: ConsolePage, page: Page) => Promise<void>, order?: 'follows']

/** A state with a slow or failing backend. */
type FailureState = readonly [
  name: string,
  reach: (tab: ConsolePage, page: Page, backend: RoutedBackend) => Promise<void>,
  order?: 'follows',
]

/** The journey that most states are shown on. */
export const welcome = 'welcome-series-v2'

/** Opens an action from the menu of the journey's page. Leaves an open dialog first. */
async function openActionDialog(tab: ConsolePage, id: string, verb: string) {
  if (tab.page.url().endsWith(id)) await tab.page.keyboard.press('Escape')
  else await tab.goTo(id)
  await expect(tab.dialog).toBeHidden()
  await tab.moreActions.click()
  await tab.item(verb).click()
  await expect(tab.button(tab.says.cancel)).toBeFocused()
}

const openStopDialog = async (tab: ConsolePage) => {
  await openActionDialog(tab, welcome, tab.says.stop.verb)
  await expect(tab.dialog.getByRole('textbox', { name: tab.says.typeName })).toBeVisible()
}

/** Ends the journey from outside this tab. */
const closeElsewhere = (page: Page, id: string) =>
  page.evaluate(async (version) => {
    const headers = {
      'content-type': 'application/json',
      'if-match': (await fetch(version)).headers.get('etag') ?? '',
      'idempotency-key': 'elsewhere',
    }
    await fetch(`${version}/close`, { method: 'POST', headers, body: '{"reason":null,"note":""}' })
  }, `/api/versions/${id}`)

/** Every state of the demo, in order: some start from the preceding one, and the last ones leave the demo changed. */
export const states: readonly State[] = [
  ['Home at rest', (tab) => tab.goHome()],
  [
    'a row with the focus',
    async (tab) => {
      await tab.row('Weekend flash sale').getByRole('link', { name: 'Weekend flash sale', exact: true }).focus()
      await tab.page.keyboard.press('Tab')
    },
    'follows',
  ],
  [
    'the tooltip of an action that is not available',
    async (tab, page) => {
      await tab.quickAction(tab.says.stop.verb, 'Weekend flash sale v. 1').focus()
      await expect(page.getByRole('tooltip').and(page.locator(':popover-open'))).toBeVisible()
    },
    'follows',
  ],
  [
    'the demo menu open',
    async (tab, page) => {
      await page.getByRole('button', { name: tab.says.demo }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
    'follows',
  ],
  [
    'the empty list',
    async (_, page) => {
      await page.goto('/?search=nothing-has-this-name')
      await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
    },
  ],
  [
    'Home with the journeys that should be ended, at rest',
    async (tab, page) => {
      await tab.goHome('?ended=7&versions=all')
      await page.getByRole('button', { name: tab.says.shouldBeEnded }).click()
      await expect(page.getByRole('group', { name: /./ }).getByRole('listitem').first()).toBeVisible()
    },
  ],
  [
    'the panel of filters, with filters set',
    async (tab, page) => {
      await tab.goHome('?type=readAudience&reason=wrongAudience')
      await page.getByRole('button', { name: tab.says.filters }).click()
      await expect(page.getByRole('dialog', { name: tab.says.filters }).getByRole('checkbox', { checked: true })).toHaveCount(2)
    },
  ],
  [
    'Home with rows selected',
    async (tab, page) => {
      await tab.goHome('?sort=name')
      for (const place of [1, 2, 3]) await tab.rowAt(place).getByRole('checkbox').click()
      await expect(page.getByRole('button', { name: tab.says.stop.verb, exact: true })).toBeVisible()
    },
  ],
  [
    'the dialog to stop many',
    async (tab, page) => {
      await page.getByRole('button', { name: tab.says.stop.verb, exact: true }).click()
      await expect(tab.dialog.locator('[aria-busy=false]')).toBeVisible()
    },
    'follows',
  ],
  ['the page of a journey with fifty activities', (tab) => tab.goTo('consent-renewal-all-channels-v2')],
  [
    'the menu open',
    async (tab) => {
      await tab.goTo('cart-reminder-v5')
      await tab.moreActions.click()
      await expect(tab.item(tab.says.stop.verb)).toBeVisible()
    },
  ],
  ['a journey’s page at rest', (tab) => tab.goTo(welcome)],
  [
    'the people of a drain that stalls, with their table',
    async (tab, page) => {
      await tab.goTo('business-account-onboarding-v1?view=people')
      await page.getByRole('figure').last().locator('~ details > summary').click()
      await expect(page.getByRole('columnheader').first()).toBeVisible()
    },
  ],
  ['the close dialog', (tab) => openActionDialog(tab, welcome, tab.says.close.verb)],
  ['the stop dialog', openStopDialog],
  [
    'the stop dialog with errors',
    async (tab) => {
      await tab.button(tab.says.stop.verb).click()
      await expect(tab.dialog.getByText(tab.says.missingReason)).toBeVisible()
    },
    'follows',
  ],
  ['the dialog to publish', (tab) => openActionDialog(tab, 'birthday-voucher-v3', tab.says.publish)],
  [
    'an address that leads nowhere',
    async (_, page) => {
      await page.goto('/nowhere')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  ],
  [
    'the page to find a person without the permission',
    async (_, page) => {
      await page.goto('/people')
      await expect(page.locator('article > p')).toBeVisible()
    },
  ],
  [
    'the page of undelivered commands without an engine elsewhere',
    async (_, page) => {
      await page.goto('/deliveries')
      await expect(page.locator('article > p')).toBeVisible()
    },
  ],
  [
    'a dialog that is refused because somebody else was faster',
    async (tab, page) => {
      await openActionDialog(tab, 'abandoned-cart-reminder-v3', tab.says.close.verb)
      await closeElsewhere(page, 'abandoned-cart-reminder-v3')
      await expect(tab.dialog.getByRole('alert')).toContainText('Ana Ruiz')
    },
  ],
  [
    'the panel of batches',
    async (tab, page) => {
      await tab.goHome('?status=live&sort=name')
      await tab.rowAt(1).getByRole('checkbox').click()
      await page.getByRole('button', { name: tab.says.close.verb, exact: true }).click()
      await expect(tab.dialog.locator('[aria-busy=false]')).toBeVisible()
      const typed = tab.dialog.locator('input[inputmode=numeric]')
      if (await typed.isVisible()) await typed.fill('1')
      await tab.button(tab.says.close.verb).click()
      await page.getByRole('region').getByRole('progressbar').locator('xpath=ancestor::li').getByRole('button').first().click()
      await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible()
    },
  ],
  [
    'the notice after an ending',
    async (tab) => {
      await openActionDialog(tab, 'flight-delay-care-v3', tab.says.close.verb)
      await tab.button(tab.says.close.verb).click()
      await expect(tab.notice).toBeVisible()
    },
  ],
  [
    'a viewer’s Home',
    async (tab) => {
      await tab.controlDemo('PUT', 'settings', { actingAs: 'viewer' })
      await tab.goHome()
    },
  ],
  ['a viewer’s journey', (tab) => tab.goTo(welcome), 'follows'],
]

/** Every console state with a slow or failing backend, in order. */
export const failureStates: readonly FailureState[] = [
  [
    'Home while it loads',
    async (tab, page, backend) => {
      backend.setFault(neverRespond)
      await page.goto('/')
      await expect(tab.table).toHaveAttribute('aria-busy', 'true')
    },
  ],
  [
    'a journey’s page while it loads',
    async (_, page) => {
      await page.goto(`/journeys/${welcome}`)
      await expect(page.locator('[aria-busy=true]')).toBeVisible()
    },
    'follows',
  ],
  [
    'Home without a backend',
    async (_, page, backend) => {
      backend.setFault(failRequest)
      await page.goto('/')
      await expect(page.getByRole('alert')).toBeVisible()
    },
  ],
  [
    'a journey’s page without a backend',
    async (_, page) => {
      await page.goto(`/journeys/${welcome}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
    'follows',
  ],
  [
    'the walks of a person',
    async (_, page, backend) => {
      backend.setFault(answerAsEngine)
      await page.goto('/people')
      await page.getByRole('main').getByRole('textbox').fill('c-81723')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 3 })).toHaveCount(2)
    },
  ],
  [
    'the look-up of no person',
    async (_, page) => {
      await page.getByRole('main').getByRole('textbox').fill('')
      await page.keyboard.press('Enter')
      await expect(page.locator('[aria-invalid]')).toBeFocused()
    },
    'follows',
  ],
  [
    'the commands that were given up, with one that could not be replayed',
    async (_, page, backend) => {
      backend.setFault(answerAsEngine)
      await page.goto('/deliveries')
      const row = page.getByRole('article').getByRole('listitem').first()
      await row.getByRole('button').click()
      await expect(row.locator('p')).toHaveCount(2)
    },
  ],
  [
    'a dialog without a backend',
    async (tab, page, backend) => {
      backend.setFault(null)
      await tab.goTo(welcome)
      backend.setFault(failRequest)
      await tab.moreActions.click()
      await tab.item(tab.says.stop.verb).click()
      await expect(tab.dialog.getByRole('button')).toHaveCount(4)
      await expect(page.getByRole('alertdialog').getByRole('textbox', { name: tab.says.typeName })).toBeVisible()
    },
  ],
]

/** Groups states so that each group can be reached independently. */
export function groupStates<One extends State | FailureState>(all: readonly One[]): readonly (readonly One[])[] {
  const groups: One[][] = []
  for (const one of all) {
    if (one[2] !== 'follows') groups.push([])
    groups.at(-1)?.push(one)
  }
  return groups
}
