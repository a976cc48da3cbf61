import { expect } from '@playwright/test'
import type { History } from '#api/contract/history.ts'
import { type ConsolePage } from '#test/e2e/support/console-page.ts'
import { recordPosts } from '#test/e2e/support/sent-requests.ts'
import { test, type RoutedBackend } from '#test/e2e/support/routed-backend.ts'
import { failRequest, loseResponse } from '#test/support/transport-faults.ts'

const id = 'welcome-series-v2'
const isAction = (path: string) => path.endsWith('/stop')
const expectedErrors = /Failed to load resource|request failed/

const readEntries = async (backend: RoutedBackend) => ((await backend.readJson(`/api/versions/${id}/history`)) as History).items

/** The answer to a stop is lost, and nothing else reaches the backend. */
const loseAllResponses = (backend: RoutedBackend) =>
  backend.setFault((next, request) => (isAction(new URL(request.url).pathname) ? loseResponse : failRequest)(next, request))

/** Fills in the stop dialog of Welcome series, up to the last press. */
async function prepareStop(tab: ConsolePage) {
  await tab.goTo(id)
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel('Reason', { exact: true }).selectOption('Wrong audience')
  await tab.dialog.getByRole('textbox', { name: 'Type the name of the journey to confirm' }).fill('Welcome series')
}

test('when the response to a stop is lost, its outcome is looked up by its key and shown, and nothing is sent twice', async ({
  tab,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  await prepareStop(tab)
  const before = await readEntries(backend)
  backend.setFault(loseResponse, isAction)

  await tab.button('Stop').click()

  await expect(tab.notice).toContainText(/^Welcome series v\. 2 was stopped\. 12,\d{3} people were stopped\./)
  await expect(tab.dialog).toBeHidden()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(await readEntries(backend)).toHaveLength(before.length + 1)
})

test('when the look-up fails too, the dialog says neither failed nor done, may be left, and the outcome shows once the network is back', async ({
  tab,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  await prepareStop(tab)
  const before = await readEntries(backend)
  const sent = recordPosts(tab)
  loseAllResponses(backend)

  await tab.button('Stop').click()
  await expect(tab.dialog.getByRole('alert')).toContainText('Checking what happened…')
  await expect(tab.dialog.getByRole('alert')).toContainText('We cannot reach the server')
  await expect(tab.dialog).not.toContainText(/failed|was stopped\./i)
  await tab.button('Leave this dialog').click()
  await expect(tab.dialog).toBeHidden()
  await expect(tab.notice).toContainText('Checking what happened…')
  backend.setFault(null)

  await expect(tab.notice).toContainText(/^Welcome series v\. 2 was stopped\. 12,\d{3} people were stopped\./)
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(sent.filter((path) => path.endsWith('/stop'))).toHaveLength(1)
  expect(await readEntries(backend)).toHaveLength(before.length + 1)
})

test('when a stop never reached the backend, the dialog says so, nothing is sent by itself, and confirming again stops the journey once', async ({
  tab,
  backend,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  await prepareStop(tab)
  const before = await readEntries(backend)
  backend.setFault(failRequest, isAction)

  await tab.button('Stop').click()
  await expect(tab.dialog.getByRole('alert')).toContainText('It was not done, and it will not be sent again by itself.')
  expect(await readEntries(backend)).toHaveLength(before.length)
  backend.setFault(null)
  await tab.button('Stop').click()

  await expect(tab.dialog).toBeHidden()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(await readEntries(backend)).toHaveLength(before.length + 1)
})

test('a page that is reloaded while the outcome is unknown, or gone back to, shows the outcome and sends nothing', async ({
  tab,
  backend,
  page,
  browserErrors,
}) => {
  browserErrors.allow(expectedErrors)
  await prepareStop(tab)
  const before = await readEntries(backend)
  loseAllResponses(backend)
  await tab.button('Stop').click()
  await expect(tab.dialog.getByRole('alert')).toContainText('Checking what happened…')
  // Everything but the outcome can be read, so that it is not known before the reload.
  backend.setFault(failRequest, (path) => path.includes('/operations/'))
  const sent = recordPosts(tab)

  await page.reload()
  await expect(tab.notice).toContainText('Checking what happened…')
  backend.setFault(null)

  await expect(tab.notice).toContainText(/^Welcome series v\. 2 was stopped\. 12,\d{3} people were stopped\./)
  await page.goto('/robots.txt')
  await page.goBack()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect(sent.every((path) => path.endsWith('/cancel'))).toBe(true)
  expect(await readEntries(backend)).toHaveLength(before.length + 1)
})
