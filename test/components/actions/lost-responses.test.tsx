import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw/http'
import { expect, test, vi } from 'vitest'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import {
  backend,
  otherUser,
  interceptRequests,
  removeInterceptions,
  readSentCommands,
  readCancelledKeys,
} from '#test/components/support/backend.ts'
import {
  replaceWithHtml,
  loseResponse,
  replaceWithRateLimit,
  truncateResponse,
  holdRequest,
  failRequest,
  applyOnce,
} from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  getDialogErrors,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { findRow, unmountConsoles, getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const checkingMessage = 'Checking what happened…'
const unreachableMessage = 'We cannot reach the server. We keep checking until it answers; nothing is sent a second time.'
const notArrivedMessages = ['It was not done, and it will not be sent again by itself.', 'Confirm again if it is still what you want.']

const countEntries = async (what: string) => (await otherUser.getHistory(live)).filter((entry) => entry.type === what).length

/** The network is back, and the browser says so. */
const restoreNetwork = () => {
  removeInterceptions()
  window.dispatchEvent(new Event('online'))
}

/** From now on no request gets anywhere, but as `fault` says to those that could do something. */
function breakNetwork(fault: typeof failRequest = failRequest) {
  interceptRequests('GET', /^\/api/, failRequest)
  interceptRequests('POST', /./, failRequest)
  interceptRequests('POST', /^\/api\/versions/, fault)
}

/** What the notices say, each as a whole. */
const readNotices = () => screen.getAllByRole('region', { name: 'Notices' }).map(({ textContent }) => textContent)

/** Opens the stop dialog of the page and fills it in, up to the last press. */
async function prepareStop() {
  const visited = renderConsole(`/journeys/${live}`)
  await chooseAction(visited.user, 'Stop')
  await waitForImpact()
  await visited.user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  return visited
}

test('a request that was lost was not carried out, and is not sent again by itself; confirming again is another command', async () => {
  const { user, announcements } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()
  interceptRequests('POST', /\/close$/, applyOnce(failRequest))

  await user.click(getDialogButton('Close to new entrances'))
  await waitFor(() => expect(getDialogErrors()).toEqual(notArrivedMessages))
  expect(await readSentCommands()).toHaveLength(1)
  expect(getPageHeader(true)).toMatch(/Live$/)
  expect(announcements).toEqual([])
  await user.click(getDialogButton('Close to new entrances'))

  await waitForDialogClosed()
  const [first, second, ...others] = await readSentCommands()
  expect(others).toEqual([])
  expect(second?.key).not.toBe(first?.key)
  expect(await readCancelledKeys()).toEqual([first?.key])
  expect(await countEntries('close')).toBe(1)
})

test('a request that comes after it was said not to have arrived does nothing', async () => {
  let late: (() => Promise<Response>) | undefined
  const { user } = await prepareStop()
  interceptRequests(
    'POST',
    /\/stop$/,
    applyOnce((reach) => {
      late = reach
      return HttpResponse.error()
    }),
  )
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toEqual(notArrivedMessages))

  const answer = await late?.()

  expect(answer?.status).toBe(409)
  expect(await countEntries('stop')).toBe(0)
  expect(getPageHeader(true)).toMatch(/Live$/)
})

test.each([
  ['lost', loseResponse],
  ['a page of something in between', replaceWithHtml],
  ['cut off in the middle', truncateResponse],
  ['an error of something in between', replaceWithRateLimit],
])('the outcome of a command whose response is %s is looked up by its key and shown, and nothing is sent twice', async (_, fault) => {
  const { user, announcements } = await prepareStop()
  interceptRequests('POST', /\/stop$/, fault)

  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()

  expect(getPageHeader()).toMatch(/Stopped$/)
  await waitFor(() => expect(announcements).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
  expect(await readSentCommands()).toHaveLength(1)
  expect(await countEntries('stop')).toBe(1)
})

test('a refusal whose response was lost is shown as a refusal', async () => {
  const { user } = await prepareStop()
  interceptRequests('POST', /\/stop$/, async (next, request) => {
    await otherUser.sendCommand('close', live)
    return loseResponse(next, request)
  })

  await user.click(getDialogButton('Stop'))

  await waitFor(() => expect(getDialogErrors()[0]).toBe('Somebody changed this journey while you were deciding. Nothing was done.'))
  expect(getDialogErrors()[1]).toMatch(/^Bob Ng closed it /)
})

test('while the backend cannot be asked, the dialog says that it is checking, claims nothing, and need not be waited for', async () => {
  const { user, announcements } = await prepareStop()
  breakNetwork(loseResponse)

  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toEqual([checkingMessage, unreachableMessage]))
  expect(await countEntries('stop')).toBe(1)
  expect(getDialogButton('Stopping…')).toHaveAttribute('aria-busy', 'true')
  expect(getPageHeader(true)).toMatch(/Live$/)
  await user.click(getDialogButton('Leave this dialog'))
  await waitForDialogClosed()
  await waitFor(() => expect(readNotices()).toEqual([`Stop, Back in stock alert v. 2.${checkingMessage}${unreachableMessage}`]))
  await waitFor(() => expect(announcements).toEqual([`Stop, Back in stock alert v. 2. ${checkingMessage} ${unreachableMessage}`]))
  restoreNetwork()

  await waitFor(() =>
    expect(readNotices()).toEqual([expect.stringMatching(/^Back in stock alert v. 2 was stopped. 87 people were stopped./)]),
  )
  await waitFor(() => expect(getPageHeader()).toMatch(/Stopped$/))
  await waitFor(() => expect(announcements.at(-1)).toMatch(/Back in stock alert v\. 2 was stopped\. 87 people were stopped\.$/))
  expect(await readSentCommands()).toHaveLength(1)
})

test('a dialog that was left while it was checked opens again as it was left: it can be confirmed once only', async () => {
  const { user } = await prepareStop()
  breakNetwork(loseResponse)
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toContain(unreachableMessage))
  await user.click(getDialogButton('Leave this dialog'))
  await waitForDialogClosed()

  await chooseAction(user, 'Stop')

  expect(getDialogErrors()).toEqual([checkingMessage, unreachableMessage])
  expect(getDialogButton('Stopping…')).toHaveAttribute('aria-busy', 'true')
  restoreNetwork()
  await waitForDialogClosed()
  expect(await countEntries('stop')).toBe(1)
})

test('what was not done after its dialog was left says so until that has been read', async () => {
  const { user } = await prepareStop()
  breakNetwork()
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toContain(unreachableMessage))
  await user.click(getDialogButton('Leave this dialog'))
  await waitForDialogClosed()

  restoreNetwork()

  await waitFor(() => expect(readNotices()).toEqual([`Stop, Back in stock alert v. 2.${notArrivedMessages[0]}`]))
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
  expect(await countEntries('stop')).toBe(0)
})

test.each([
  ['done', loseResponse, /^Back in stock alert v\. 2 was stopped\. 87 people were stopped\./, 1],
  ['not done', failRequest, `Stop, Back in stock alert v. 2.${notArrivedMessages[0]}`, 0],
] as const)('a user who reloads the page during the check reads the outcome there: %s', async (_, fault, notice, count) => {
  const { user } = await prepareStop()
  breakNetwork(fault)
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toContain(unreachableMessage))
  expect(Object.values(sessionStorage).join()).toMatch(
    /^\[\{"action":"stop","versionId":"[\w-]+","key":"\w{32}","userId":"anna","confirmedAt":\d+\}\]$/,
  )
  removeInterceptions()
  unmountConsoles()

  renderConsole('/')

  await waitFor(() => expect(readNotices()).toEqual([typeof notice === 'string' ? notice : expect.stringMatching(notice)]))
  expect(await readSentCommands()).toHaveLength(1)
  expect(await countEntries('stop')).toBe(count)
  await waitFor(() => expect(Object.keys(sessionStorage)).not.toContain('journey-console-pending-commands'))
})

test('another user who signs in does not see the commands of the user before, and cannot cancel them', async () => {
  const { user } = await prepareStop()
  breakNetwork(loseResponse)
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(getDialogErrors()).toContain(unreachableMessage))
  removeInterceptions()
  unmountConsoles()
  backend.signIn(otherMarketer)

  renderConsole('/')
  await findRow('Back in stock alert')

  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
  expect(await readCancelledKeys()).toHaveLength(1)
  unmountConsoles()
  backend.signIn(marketer)
  renderConsole('/')
  await waitFor(() => expect(readNotices()).toEqual([expect.stringMatching(/^Back in stock alert v\. 2 was stopped/)]))
})

test('during a slow response the dialog says so, then that it may be left, and then looks the outcome up; none of that is called an error', async () => {
  const { user, announcements } = await prepareStop()
  const { fault, release } = holdRequest()
  interceptRequests('POST', /\/stop$/, fault)
  const progress = () => getDialog().querySelector('[aria-live=polite]')?.textContent
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })

  await user.click(getDialogButton('Stop'))
  expect(getDialogButton('Stopping…')).toHaveAttribute('aria-busy', 'true')
  expect(progress()).toBe('')
  await act(() => vi.advanceTimersByTimeAsync(1_000))
  expect(progress()).toBe('No answer yet. Nothing is confirmed.')
  expect(getDialogButton('Cancel')).toHaveAttribute('aria-disabled', 'true')
  await act(() => vi.advanceTimersByTimeAsync(9_000))
  expect(progress()).toMatch(/^This takes longer than usual\. You may leave this dialog/)
  expect(getDialogButton('Leave this dialog')).not.toHaveAttribute('aria-disabled')
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(getDialogErrors()).toEqual([checkingMessage])
  vi.useRealTimers()
  release()

  await waitForDialogClosed()
  await waitFor(() => expect(announcements).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
  expect([await readSentCommands(), await readCancelledKeys()]).toMatchObject([{ length: 1 }, []])
})

test('numbers that cannot be computed make the check stricter, not impossible: the name has to be typed', async () => {
  interceptRequests('GET', /\/impact$/, failRequest)
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  expect(
    await within(getDialog()).findByText(/What this would do could not be computed\. We cannot reach the server\. Try again in a moment\./),
  ).toBeVisible()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')

  await user.click(getDialogButton('Stop'))
  expect(getDialogField('Type the name of the journey to confirm')).toBeInvalid()
  expect(await readSentCommands()).toEqual([])
  await user.type(getDialogField('Type the name of the journey to confirm'), 'Back in stock alert')
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  expect(await countEntries('stop')).toBe(1)
})

test('numbers that could not be computed are computed when that is tried again, and the name is not required any more', async () => {
  interceptRequests('GET', /\/impact$/, failRequest)
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await within(getDialog()).findByText(/could not be computed/)
  removeInterceptions()

  await user.click(getDialogButton('Try again'))

  expect(await within(getDialog()).findByText('people will be stopped')).toBeVisible()
  expect(within(getDialog()).queryByLabelText(/Type the name/)).toBeNull()
})
