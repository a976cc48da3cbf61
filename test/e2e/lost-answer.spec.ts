import { expect } from '@playwright/test'
import type { Route } from '@playwright/test'
import type { History } from '#api/contract/history.ts'
import { type Console } from './console.ts'
import { away, lostAnswer, test, type RoutedBackend } from './routed-backend.ts'

const id = 'welcome-series-v2'
const isWrite = (route: Route) => route.request().method() === 'POST'
const refused = /Failed to load resource|request failed/

const entriesOf = async (backend: RoutedBackend) => ((await backend.ask(`/api/versions/${id}/history`)) as History).items

/** Fills in the stop dialog of Welcome series, up to the last press. */
async function prepareStop(tab: Console) {
  await tab.goTo(id)
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel('Reason', { exact: true }).selectOption('Wrong audience')
  await tab.dialog.getByRole('textbox', { name: 'Type the name of the journey to confirm' }).fill('Welcome series')
}

test('when the answer to a stop is lost, the dialog tells the truth as soon as it is known, and nothing can be sent twice', async ({
  tab,
  backend,
  noise,
}) => {
  noise.expect(refused)
  await prepareStop(tab)
  const before = await entriesOf(backend)
  backend.breakWith(lostAnswer, isWrite)

  await tab.button('Stop').click()

  await expect(tab.dialog.getByRole('alert')).toContainText(/Ana Ruiz stopped it/)
  await expect(tab.dialog).not.toContainText(/failed|was stopped\./i)
  await expect(tab.button('Stop')).toHaveAttribute('aria-disabled', 'true')
  await tab.button('Cancel').click()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(await entriesOf(backend)).toHaveLength(before.length + 1)
})

test('when a stop got no answer and the truth cannot be read either, the dialog says neither failed nor done, and confirming again does it once', async ({
  tab,
  backend,
  noise,
}) => {
  noise.expect(refused)
  await prepareStop(tab)
  const before = await entriesOf(backend)
  backend.breakWith((route, pass) => (isWrite(route) ? lostAnswer(route, pass) : away(route, pass)))

  await tab.button('Stop').click()
  await expect(tab.dialog.getByRole('alert')).toContainText('it may or may not have happened', { timeout: 10_000 })
  await expect(tab.dialog).not.toContainText(/failed|was stopped\./i)
  backend.breakWith(away, (route) => !isWrite(route))
  await expect(tab.button('Stop')).toBeEnabled()
  await tab.button('Stop').click()

  await expect(tab.notice).toContainText(/^Welcome series v\. 2 was stopped\. 12,\d{3} people were stopped\./, { timeout: 10_000 })
  await expect(tab.dialog).toBeHidden()
  expect(await entriesOf(backend)).toHaveLength(before.length + 1)
})

test('when a stop never reached the backend, confirming again stops the journey once', async ({ tab, backend, noise }) => {
  noise.expect(refused)
  await prepareStop(tab)
  const before = await entriesOf(backend)
  backend.breakWith(away, isWrite)

  await tab.button('Stop').click()
  await expect(tab.dialog.getByRole('alert')).toContainText('it may or may not have happened')
  expect(await entriesOf(backend)).toHaveLength(before.length)
  backend.breakWith(null)
  await tab.button('Stop').click()

  await expect(tab.dialog).toBeHidden()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(await entriesOf(backend)).toHaveLength(before.length + 1)
})
