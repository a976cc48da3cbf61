import { expect, type Locator, type Response } from '@playwright/test'
import { type ConsolePage } from '#test/e2e/support/console-page.ts'
import { test, type RoutedBackend } from '#test/e2e/support/routed-backend.ts'
import {
  failRequest,
  respondUnavailable,
  respondWithHtml,
  respondWithOtherJson,
  type TransportFault,
} from '#test/support/transport-faults.ts'

const welcome = 'welcome-series-v2'
const openStopDialog = async (tab: ConsolePage) => {
  await tab.row('Welcome series').hover()
  await tab.quickAction('Stop', 'Welcome series v. 2').click()
}

/** Presses a button that reads again, with the backend back from that press on: before it, the console's own polling would find the backend, and take the button away. */
async function pressOnceBack(
  backend: RoutedBackend,
  fault: TransportFault,
  button: Locator,
  when?: (path: string) => boolean,
): Promise<void> {
  await button.page().evaluate(() => {
    document.addEventListener('click', () => void (document.cookie = 'pressed=yes; path=/'), { capture: true, once: true })
  })
  backend.setFault((next, request) => (request.headers.get('cookie')?.includes('pressed=yes') ? next() : fault(next, request)), when)
  await button.click()
}

/** What the browser says of requests that fail. */
const expectedErrors = /Failed to load resource|request failed/

test('a production build has no demo: no service worker, no menu, no word of it', async ({ tab, page }) => {
  const read: Promise<string>[] = []
  const hear = (response: Response) => {
    if (response.url().endsWith('.js')) read.push(response.text())
  }
  page.on('response', hear)

  await tab.goHome()
  await tab.row('Welcome series').getByRole('link', { name: 'Welcome series', exact: true }).click()
  await expect(tab.moreActions).toBeVisible()

  await expect(page.getByRole('button', { name: /demo/i })).toHaveCount(0)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  page.off('response', hear)
  const scripts = await Promise.all(read)
  expect(scripts.length).toBeGreaterThan(1)
  expect(scripts.filter((script) => /mockServiceWorker|Reset demo data|Weekend flash sale/.test(script))).toEqual([])
  // Nor a language that nobody has chosen.
  expect(scripts.filter((script) => script.includes('Parcours'))).toEqual([])
})

test('an address that leads nowhere says so, and leads Home', async ({ tab, page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()

  await page.getByRole('link', { name: 'Back to Home' }).click()

  await expect(tab.rows).toHaveCount(30)
})

test('a journey that does not exist says so, and leads Home', async ({ tab, page, browserErrors }) => {
  browserErrors.allow(/status of 404/)
  await page.goto('/journeys/none')
  await expect(page.getByRole('heading', { name: 'Journey not found' })).toBeVisible()

  await page.getByRole('link', { name: 'Back to Home' }).click()

  await expect(tab.rows).toHaveCount(30)
})

const faults = [
  ['refuses connections', failRequest, 'We cannot reach the server', 'We cannot reach the server. Try again in a moment.'],
  ['is overloaded', respondUnavailable, 'We cannot reach the server', 'We cannot reach the server. Try again in a moment.'],
  ['answers with a page of something else', respondWithHtml, 'Unreadable answer', 'The server sent an answer this console cannot read.'],
  ['answers with JSON of something else', respondWithOtherJson, 'Unreadable answer', 'The server sent an answer this console cannot read.'],
] as const

for (const [how, fault, title, sentence] of faults) {
  test(`when the backend ${how}, Home says so, and trying again works once it is back`, async ({ tab, page, backend, browserErrors }) => {
    browserErrors.allow(expectedErrors)
    backend.silenceEvents()
    backend.setFault(fault)
    await page.goto('/')
    await expect(page.getByRole('alert')).toContainText(sentence)
    await expect(page.getByRole('heading', { name: 'Journeys', exact: true })).toBeVisible()

    await pressOnceBack(backend, fault, page.getByRole('alert').getByRole('button', { name: 'Try again' }))

    await expect(tab.row('Welcome series')).toBeVisible()
    await expect(page.getByRole('alert')).toBeHidden()
  })

  test(`when the backend ${how}, a journey’s page says so, and its way out works once it is back`, async ({
    tab,
    page,
    backend,
    browserErrors,
  }) => {
    browserErrors.allow(expectedErrors)
    backend.silenceEvents()
    backend.setFault(fault)
    await page.goto(`/journeys/${welcome}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.getByRole('main')).toContainText('Nothing was changed.')

    await pressOnceBack(backend, fault, page.getByRole('button', { name: /^(?:Try again|Reload)$/ }))

    await expect(tab.pageHeader).toContainText('Live')
  })
}

test('numbers that could not be read again stay in sight on Home, with their age, until the backend is back', async ({
  tab,
  page,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  backend.silenceEvents()
  await tab.goHome()

  backend.setFault(failRequest)
  await expect(page.getByRole('alert')).toContainText(/We cannot reach the server\. Try again in a moment\. These numbers are from \d/)
  await expect(tab.rows).toHaveCount(30)
  await pressOnceBack(backend, failRequest, page.getByRole('alert').getByRole('button', { name: 'Try again' }))

  await expect(page.getByRole('alert')).toBeHidden()
})

test('numbers that could not be read again stay in sight on a journey’s page, with their age', async ({
  tab,
  page,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  backend.silenceEvents()
  await tab.goTo(welcome)

  backend.setFault(respondUnavailable)
  await expect(page.getByRole('alert')).toContainText(/We cannot reach the server\. Try again in a moment\. These numbers are from \d/)
  await expect(tab.pageHeader).toContainText('Live')
  await pressOnceBack(backend, respondUnavailable, page.getByRole('button', { name: 'Try again' }))

  await expect(page.getByRole('alert')).toBeHidden()
})

test('when the impact cannot be computed, the stop dialog says so, and still requires the name', async ({
  tab,
  page,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  await tab.goTo(welcome)
  const isImpact = (path: string) => path.endsWith('/impact')
  backend.setFault(respondUnavailable, isImpact)

  await tab.moreActions.click()
  await tab.item('Stop').click()

  await expect(tab.dialog.getByText('What this would do could not be computed.')).toBeVisible()
  await expect(tab.dialog.getByRole('textbox', { name: 'Type the name of the journey to confirm' })).toBeVisible()
  await pressOnceBack(backend, respondUnavailable, page.getByRole('button', { name: 'Try again' }), isImpact)
  await expect(tab.dialog.getByText(/^people will be stopped$/)).toBeVisible()
})

for (const [part, chunk] of [
  ['the journey page', '**/assets/journey-page*.js'],
  ['the dialog', '**/assets/action-dialog*.js'],
  ['the other language', '**/assets/messages.fr*.js'],
] as const)
  test(`after a deploy that removed ${part} from the server, the console offers to reload, and that works`, async ({
    tab,
    page,
    browserErrors,
  }) => {
    browserErrors.allow(/status of 404|dynamically imported module/)
    let missed = 0
    await page.route(chunk, (route) => {
      missed++
      return route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not found\n' })
    })
    await tab.goHome()

    const openPart = {
      'the journey page': () => tab.row('Welcome series').getByRole('link', { name: 'Welcome series', exact: true }).click(),
      'the dialog': () => openStopDialog(tab),
      'the other language': () => page.getByRole('radio', { name: 'Français' }).click({ force: true }),
    }[part]
    await openPart()
    await expect.poll(() => missed, 'the part has that name').toBeGreaterThan(0)
    await expect(page.getByRole('heading', { name: 'A part of the console could not be loaded' })).toBeVisible()
    await page.unroute(chunk)
    await page.getByRole('button', { name: 'Reload' }).click()

    if (part === 'the journey page') return expect(tab.moreActions).toBeVisible()
    await openPart()
    await expect(part === 'the dialog' ? tab.button('Cancel') : page.getByRole('heading', { level: 1 })).toHaveText(/^(?:Cancel|Parcours)$/)
  })
