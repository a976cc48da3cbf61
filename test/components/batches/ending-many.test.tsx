import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { preflightLifetimeMs } from '#api/contract/batches/preflight.ts'
import type { Batch } from '#api/contract/batches/batch.ts'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createSessionWith } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests, now, otherUser, readSentCommands, removeInterceptions } from '#test/components/support/backend.ts'
import {
  getDialog,
  getDialogButton,
  getDialogErrors,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole, unmountConsoles } from '#test/components/support/render-console.tsx'
import { applyOnce, failRequest, loseResponse } from '#test/support/transport-faults.ts'

const liveNames = ['Alpha', 'Bravo', 'Carol']

const buildLive = (name: string) => buildVersion({ id: name.toLowerCase(), name, publishedAt: now - 86_400_000 })

/** Home with live journeys and a stopped one, in the order of their names. */
async function openList(names: readonly string[] = liveNames) {
  await backend.start(
    buildSeed([
      ...names.map(buildLive),
      buildVersionInStatus('stopped', { id: 'zulu', name: 'Zulu' }),
      buildVersionInStatus('draft', { id: 'yankee', name: 'Yankee' }),
    ]),
  )
  const rendered = renderConsole('/?sort=name')
  await findRow(names[0] ?? '')
  return rendered
}

const getCheckbox = (name: string) => screen.getByRole('checkbox', { name: `Select ${name} v. 1` })

/** Selects journeys, and presses an action of the bar. */
async function requestBatch(user: UserEvent, names: readonly string[], action: 'Close to new entrances' | 'Stop') {
  for (const name of names) await user.click(getCheckbox(name))
  const bar = await screen.findByRole('region', { name: 'Selection' })
  await user.click(within(bar).getByRole('button', { name: action }))
  await screen.findByRole('alertdialog')
  await waitForImpact()
}

/** The worker ends what is pending, and the console reads what has become of it. */
async function runBatch(): Promise<void> {
  await backend.sendHeartbeat()
  runPolls()
}

const readStarts = async () => (await readSentCommands()).filter(({ path }) => path === '/api/batches')
const readStatus = async (id: string) => (await otherUser.getVersion(id)).status

/** The numbers of the dialog, by what they count. */
const readNumbers = () =>
  Object.fromEntries(Array.from(getDialog().querySelectorAll('dt'), (label) => [label.textContent, label.nextElementSibling?.textContent]))

const getNotice = () => screen.getByRole('region', { name: 'Batches' })
const getPanel = () => screen.getByRole('dialog', { name: 'Batches' })

test('three journeys are closed from the list, one after another, and the end is announced once', async () => {
  const { user, announcements } = await openList()

  await requestBatch(user, liveNames, 'Close to new entrances')
  expect(getDialog()).toHaveAccessibleName('Close journeys to new entrances')
  expect(getDialogButton('Cancel')).toHaveFocus()
  expect(readNumbers()).toMatchObject({ 'journeys will be closed': '3', 'journeys will be left as they are': '0' })
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull()
  await waitFor(() => expect(getNotice()).toHaveTextContent('Closing 3 journeys: 0 closed so far.'))
  expect(getCheckbox('Alpha')).toHaveFocus()
  await runBatch()
  await waitFor(() => expect(getNotice()).toHaveTextContent('All 3 journeys were closed.'))
  for (const name of liveNames) await waitFor(async () => expect(await findRow(name)).toHaveTextContent('Closed (no entrance)'))
  await waitFor(() => expect(announcements.filter((text) => text.includes('All 3 journeys were closed.'))).toHaveLength(1))
})

test('what cannot be ended is counted and named with its reason, and is left as it is', async () => {
  const { user } = await openList()

  await requestBatch(user, ['Alpha', 'Zulu', 'Yankee'], 'Stop')

  expect(getDialog()).toHaveTextContent('Are you sure you want to stop 1 of the 3 selected journeys?')
  expect(readNumbers()).toMatchObject({ 'journey will be stopped': '1', 'journeys will be left as they are': '2' })
  const reasons = ['Already stopped: 1', 'Draft: nobody is inside: 1'].map((name) => within(getDialog()).getByRole('heading', { name }))
  expect(reasons.map(({ nextElementSibling }) => nextElementSibling?.textContent)).toEqual(['Zulu v. 1', 'Yankee v. 1'])
  await user.click(getDialogButton('Stop'))
  expect(getDialog()).toHaveTextContent('A reason is needed to stop a journey.')
  expect(await readStarts()).toEqual([])
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  await runBatch()

  await waitFor(() => expect(getNotice()).toHaveTextContent('1 of 3 journeys was stopped, 2 were not.'))
  expect(await readStatus('yankee')).toBe('draft')
})

test('if none can be ended the dialog says so, and sends nothing', async () => {
  const { user } = await openList()

  await requestBatch(user, ['Zulu', 'Yankee'], 'Close to new entrances')
  await user.click(getDialogButton('Close to new entrances'))

  expect(getDialogErrors()).toEqual(['None of these journeys can be closed. Nothing can be sent.'])
  expect(getDialogButton('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
  expect(await readStarts()).toEqual([])
})

test('from ten journeys on their number has to be typed, and the same request is sent once, however often it is pressed', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `Journey ${index}`)
  const { user } = await openList(names)
  await requestBatch(user, names, 'Close to new entrances')
  const close = getDialogButton('Close to new entrances')
  const field = getDialogField('Type how many journeys will be closed to confirm')

  await user.click(close)
  expect(field).toHaveFocus()
  expect(field).toHaveAccessibleDescription('10 Type the number to confirm.')
  await user.type(field, '9')
  await user.click(close)
  expect(field).toHaveAccessibleDescription('10 The number does not match.')
  expect(await readStarts()).toEqual([])
  await user.clear(field)
  await user.type(field, '10')
  await user.dblClick(close)
  await waitForDialogClosed()

  expect((await readStarts()).map(({ body }) => body)).toMatchObject([{ typedCount: 10 }])
})

test('stopping advises closing, and one press goes over to it with what was filled in', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Stop')
  expect(getDialog()).toHaveTextContent('If this is not an emergency, close them to new entrances instead.')
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')

  await user.click(getDialogButton('Close to new entrances instead'))
  await waitForImpact()
  expect(getDialog()).toHaveAccessibleName('Close journeys to new entrances')
  expect(getDialogField('Reason (optional)')).toHaveDisplayValue('Legal or consent')
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()
  await runBatch()

  await waitFor(async () => expect(await readStatus('carol')).toBe('closed'))
})

test('what was shown is what is ended: a journey that changes meanwhile, or matches later, is not', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Stop')
  const numbers = readNumbers()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')

  await otherUser.sendCommand('close', 'bravo')
  runPolls()
  await waitFor(() => expect(document.body).toHaveTextContent('Closed (no entrance)'))
  expect(readNumbers()).toEqual(numbers)
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  await runBatch()

  await waitFor(() => expect(getNotice()).toHaveTextContent('2 of 3 journeys were stopped, 1 was not.'))
  expect(await readStatus('bravo')).toBe('closed')
  await user.click(within(getNotice()).getByRole('button', { name: 'Show progress' }))
  expect(await within(getPanel()).findByText('Refused · Its status had changed since it was shown')).toBeInTheDocument()
})

test('rows that a filter hides are never ended unseen: the dialog says how many there are', async () => {
  const { user } = await openList()
  for (const name of liveNames) await user.click(getCheckbox(name))
  await user.type(screen.getByRole('searchbox'), 'Alpha')
  await waitFor(() => expect(screen.queryByRole('checkbox', { name: 'Select Bravo v. 1' })).toBeNull())

  await requestBatch(user, [], 'Close to new entrances')

  expect(getDialog()).toHaveTextContent('2 selected journeys are not shown in the list.')
  expect(readNumbers()).toMatchObject({ 'journeys will be closed': '3' })
})

test('all that match a filter are ended, but the row that was left out, and no row that the filter hides', async () => {
  const names = Array.from({ length: 35 }, (_, index) => `Journey ${index + 10}`)
  const { user } = await openList(names)
  await user.type(screen.getByRole('searchbox'), 'Journey')
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).nextElementSibling).toHaveTextContent('35 of 37'))
  await user.click(getCheckbox('Journey 12'))
  await user.click(await screen.findByRole('button', { name: 'Select all 35 that match' }))
  await user.click(getCheckbox('Journey 10'))

  await requestBatch(user, [], 'Close to new entrances')
  expect(getDialog()).toHaveTextContent('They are all that match the filters, also those further down the list.')
  await user.type(getDialogField('Type how many journeys will be closed to confirm'), '34')
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()
  await runBatch()

  await waitFor(() => expect(getNotice()).toHaveTextContent('All 34 journeys were closed.'))
  expect([await readStatus('journey 10'), await readStatus('zulu')]).toEqual(['live', 'stopped'])
})

test('a preflight that cannot be read can be asked for again', async () => {
  const { user } = await openList()
  interceptRequests('POST', /preflight$/, failRequest)
  await requestBatch(user, liveNames, 'Close to new entrances')
  expect(getDialog()).toHaveTextContent('What this would do could not be computed. Nothing was sent.')
  expect(getDialogButton('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')

  removeInterceptions()
  await user.click(getDialogButton('Try again'))
  await waitFor(() => expect(readNumbers()).toMatchObject({ 'journeys will be closed': '3' }))
  await user.click(getDialogButton('Close to new entrances'))

  await waitForDialogClosed()
})

test('a preflight that is too old is asked for again, and has to be confirmed again', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Close to new entrances')
  backend.setTime(now + preflightLifetimeMs)

  await user.click(getDialogButton('Close to new entrances'))
  await waitFor(() =>
    expect(getDialogErrors()).toEqual([
      'The numbers were too old. They were computed again, and nothing was sent.',
      'Confirm again if it is still what you want.',
    ]),
  )
  await waitFor(() => expect(getDialogButton('Close to new entrances')).not.toHaveAttribute('aria-disabled'))
  await user.click(getDialogButton('Close to new entrances'))

  await waitForDialogClosed()
  await waitFor(() => expect(getNotice()).toHaveTextContent('Closing 3 journeys'))
})

test('if the permission is taken away while the dialog is open, nothing can be sent any more', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Stop')

  backend.signIn({ ...createSessionWith('view', 'edit'), user: { id: 'anna', name: 'Anna Müller' } })
  runPolls()

  await waitFor(() => expect(getDialogErrors()).toEqual(['This is no longer possible. You do not have permission to stop journeys.']))
  expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true')
  await user.click(getDialogButton('Cancel'))
  await waitForDialogClosed()
})

test('a start whose answer is lost is looked up: the batch runs once', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Close to new entrances')
  interceptRequests('POST', /^\/api\/batches$/, applyOnce(loseResponse))

  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  expect(await readStarts()).toHaveLength(1)
  await waitFor(() => expect(getNotice()).toHaveTextContent('Closing 3 journeys'))
})

test('a start that never arrived is not sent again by itself', async () => {
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Close to new entrances')
  interceptRequests('POST', /^\/api\/batches$/, applyOnce(failRequest))

  await user.click(getDialogButton('Close to new entrances'))
  await waitFor(() => expect(getDialogErrors()[0]).toBe('It was not done, and it will not be sent again by itself.'))
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  const [first, second] = await readStarts()
  expect(second?.key).not.toBe(first?.key)
})

test('an error of the console while a batch is started is shown and reported, and nothing is sent', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const { user } = await openList()
  await requestBatch(user, liveNames, 'Close to new entrances')
  const bug = new Error('a bug')
  vi.spyOn(AbortSignal, 'any').mockImplementationOnce(() => {
    throw bug
  })

  await user.click(getDialogButton('Close to new entrances'))

  await waitFor(() => expect(getDialogErrors()[0]).toMatch(/^Something went wrong on this page, and it is not known here/))
  expect(reported.mock.calls).toEqual([[bug]])
  expect(await readStarts()).toEqual([])
  vi.unstubAllGlobals()
})

/** Closes three journeys without the list, as another user. */
async function startElsewhere(): Promise<void> {
  const post = async <Answer,>(path: string, body: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `elsewhere ${path}`.padEnd(32, '-').replaceAll(/[ /]/g, '-') }
    return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Answer>
  }
  const { id } = await post<{ id: string }>('/api/batches/preflight', { action: 'close', ids: liveNames.map((name) => name.toLowerCase()) })
  await post<Batch>('/api/batches', { preflightId: id })
}

test('after a reload the batch is found again; what is left can be cancelled, and the results are filtered', async () => {
  await openList()
  await startElsewhere()
  unmountConsoles()
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  runIdleCallbacks()
  await waitFor(() => expect(getNotice()).toHaveTextContent('Closing 3 journeys: 0 closed so far.'))

  await user.click(within(getNotice()).getByRole('button', { name: 'Show progress' }))
  const progress = within(getPanel()).getByRole('progressbar')
  expect(progress).toHaveAttribute('aria-valuetext', '0 of 3')
  await user.click(within(getPanel()).getByRole('button', { name: 'Cancel the rest' }))
  await waitFor(() => expect(progress).toHaveAttribute('aria-valuetext', '3 of 3'))

  expect(within(getPanel()).getByRole('button', { expanded: true })).toHaveTextContent('None of the 3 journeys was closed.')
  await user.click(within(getPanel()).getByRole('radio', { name: 'Cancelled 3' }))
  await waitFor(() => expect(within(getPanel()).getAllByRole('link', { name: /v\. 1$/ })).toHaveLength(3))
  await user.click(within(getPanel()).getByRole('radio', { name: 'Done 0' }))
  expect(await within(getPanel()).findByText('No journey with this result.')).toBeInTheDocument()
  await user.click(within(getPanel()).getByRole('button', { name: 'Close batches' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.queryByRole('region', { name: 'Batches' })).toBeNull()
})

test('the history of a journey names its batch, and opens it', async () => {
  await openList()
  await startElsewhere()
  await backend.sendHeartbeat()
  await waitFor(async () => expect(await readStatus('alpha')).toBe('closed'))
  unmountConsoles()
  const { user, announcements } = renderConsole('/journeys/alpha?view=history')

  await user.click(await screen.findByRole('button', { name: 'Part of a batch of 3' }))

  expect(await within(await screen.findByRole('dialog', { name: 'Batches' })).findByRole('button', { expanded: true })).toHaveTextContent(
    'All 3 journeys were closed.',
  )
  expect(announcements.filter((text) => text.includes('were closed'))).toEqual([])
})
