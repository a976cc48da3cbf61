import { act, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw/http'
import { expect, test, vi } from 'vitest'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import {
  answerGarbled,
  answerLost,
  answerOvertaken,
  answerTruncated,
  backend,
  bob,
  held,
  nowhere,
  once,
  onTheWay,
  restored,
  sent,
  withdrawn,
} from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, trouble, weighed } from '#test/components/support/dialog.ts'
import { findRow, leave, standing, visit } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const checking = 'Checking what happened…'
const away = 'We cannot reach the server. We keep checking until it answers; nothing is sent a second time.'
const notArrived = ['It was not done, and it will not be sent again by itself.', 'Confirm again if it is still what you want.']

const times = async (what: string) => (await bob.history(live)).filter((entry) => entry.type === what).length

/** The network is back, and the browser says so. */
const networkReturns = () => {
  restored()
  window.dispatchEvent(new Event('online'))
}

/** From now on no request gets anywhere, but what `happens` to those that could do something. */
function networkFails(happens: typeof nowhere = nowhere) {
  onTheWay('GET', /^\/api/, nowhere)
  onTheWay('POST', /./, nowhere)
  onTheWay('POST', /^\/api\/versions/, happens)
}

/** What the notices say, each as a whole. */
const notices = () => screen.getAllByRole('region', { name: 'Notices' }).map(({ textContent }) => textContent)

/** Opens the stop dialog of the page and fills it in, up to the last press. */
async function prepareStop() {
  const visited = visit(`/journeys/${live}`)
  await choose(visited.user, 'Stop')
  await weighed()
  await visited.user.selectOptions(field('Reason'), 'Legal or consent')
  return visited
}

test('a request that got nowhere was not done, and is not sent again by itself; confirming again is another intent', async () => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()
  onTheWay('POST', /\/close$/, once(nowhere))

  await user.click(button('Close to new entrances'))
  await waitFor(() => expect(trouble()).toEqual(notArrived))
  expect(await sent()).toHaveLength(1)
  expect(standing(true)).toMatch(/Live$/)
  expect(said).toEqual([])
  await user.click(button('Close to new entrances'))

  await gone()
  const [first, second, ...others] = await sent()
  expect(others).toEqual([])
  expect(second?.key).not.toBe(first?.key)
  expect(await withdrawn()).toEqual([first?.key])
  expect(await times('close')).toBe(1)
})

test('a request that comes after it was said not to have arrived does nothing', async () => {
  let late: (() => Promise<Response>) | undefined
  const { user } = await prepareStop()
  onTheWay(
    'POST',
    /\/stop$/,
    once((reach) => {
      late = reach
      return HttpResponse.error()
    }),
  )
  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toEqual(notArrived))

  const answer = await late?.()

  expect(answer?.status).toBe(409)
  expect(await times('stop')).toBe(0)
  expect(standing(true)).toMatch(/Live$/)
})

test.each([
  ['lost', answerLost],
  ['a page of something in between', answerGarbled],
  ['cut off in the middle', answerTruncated],
  ['an error of something in between', answerOvertaken],
])('an answer that is %s is asked for by its key: the truth is told, and nothing is sent twice', async (_, happens) => {
  const { user, said } = await prepareStop()
  onTheWay('POST', /\/stop$/, happens)

  await user.click(button('Stop'))
  await gone()

  expect(standing()).toMatch(/Stopped$/)
  await waitFor(() => expect(said).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
  expect(await sent()).toHaveLength(1)
  expect(await times('stop')).toBe(1)
})

test('a refusal whose answer was lost is told as what it is', async () => {
  const { user } = await prepareStop()
  onTheWay('POST', /\/stop$/, async (reach) => {
    await bob.order('close', live)
    return answerLost(reach)
  })

  await user.click(button('Stop'))

  await waitFor(() => expect(trouble()[0]).toBe('Somebody changed this journey while you were deciding. Nothing was done.'))
  expect(trouble()[1]).toMatch(/^Bob Ng closed it /)
})

test('while the backend cannot be asked, the dialog says that it is checking, claims nothing, and need not be waited for', async () => {
  const { user, said } = await prepareStop()
  networkFails(answerLost)

  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toEqual([checking, away]))
  expect(await times('stop')).toBe(1)
  expect(button('Stopping…')).toHaveAttribute('aria-busy', 'true')
  expect(standing(true)).toMatch(/Live$/)
  await user.click(button('Leave this dialog'))
  await gone()
  await waitFor(() => expect(notices()).toEqual([`Stop, Back in stock alert v. 2.${checking}${away}`]))
  await waitFor(() => expect(said).toEqual([`Stop, Back in stock alert v. 2. ${checking} ${away}`]))
  networkReturns()

  await waitFor(() => expect(notices()).toEqual([expect.stringMatching(/^Back in stock alert v. 2 was stopped. 87 people were stopped./)]))
  await waitFor(() => expect(standing()).toMatch(/Stopped$/))
  await waitFor(() => expect(said.at(-1)).toBe('Back in stock alert v. 2 was stopped. 87 people were stopped.'))
  expect(await sent()).toHaveLength(1)
})

test('a dialog that was left while it was checked opens again as it was left: it can be confirmed once only', async () => {
  const { user } = await prepareStop()
  networkFails(answerLost)
  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toContain(away))
  await user.click(button('Leave this dialog'))
  await gone()

  await choose(user, 'Stop')

  expect(trouble()).toEqual([checking, away])
  expect(button('Stopping…')).toHaveAttribute('aria-busy', 'true')
  networkReturns()
  await gone()
  expect(await times('stop')).toBe(1)
})

test('what was not done after its dialog was left says so until that has been read', async () => {
  const { user } = await prepareStop()
  networkFails()
  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toContain(away))
  await user.click(button('Leave this dialog'))
  await gone()

  networkReturns()

  await waitFor(() => expect(notices()).toEqual([`Stop, Back in stock alert v. 2.${notArrived[0]}`]))
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
  expect(await times('stop')).toBe(0)
})

test.each([
  ['done', answerLost, /^Back in stock alert v\. 2 was stopped\. 87 people were stopped\./, 1],
  ['not done', nowhere, `Stop, Back in stock alert v. 2.${notArrived[0]}`, 0],
] as const)('somebody who loads the page again while it is checked is told there: %s', async (_, happens, told, count) => {
  const { user } = await prepareStop()
  networkFails(happens)
  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toContain(away))
  expect(Object.values(sessionStorage).join()).toMatch(/^\[\{"action":"stop","versionId":"[\w-]+","key":"\w{32}","userId":"anna"\}\]$/)
  restored()
  leave()

  visit('/')

  await waitFor(() => expect(notices()).toEqual([typeof told === 'string' ? told : expect.stringMatching(told)]))
  expect(await sent()).toHaveLength(1)
  expect(await times('stop')).toBe(count)
  await waitFor(() => expect(Object.keys(sessionStorage)).not.toContain('journey-console-pending-commands'))
})

test('somebody else who signs in is not told what the one before has confirmed, and takes nothing back', async () => {
  const { user } = await prepareStop()
  networkFails(answerLost)
  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toContain(away))
  restored()
  leave()
  backend.signIn(otherMarketer)

  visit('/')
  await findRow('Back in stock alert')

  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
  expect(await withdrawn()).toHaveLength(1)
  leave()
  backend.signIn(marketer)
  visit('/')
  await waitFor(() => expect(notices()).toEqual([expect.stringMatching(/^Back in stock alert v\. 2 was stopped/)]))
})

test('an answer that takes its time says so, then that nobody has to wait for it, and is looked up at last; none of that is called an error', async () => {
  const { user, said } = await prepareStop()
  const { happens, go } = held()
  onTheWay('POST', /\/stop$/, happens)
  const progress = () => dialog().querySelector('[aria-live=polite]')?.textContent
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })

  await user.click(button('Stop'))
  expect(button('Stopping…')).toHaveAttribute('aria-busy', 'true')
  expect(progress()).toBe('')
  await act(() => vi.advanceTimersByTimeAsync(1_000))
  expect(progress()).toBe('No answer yet. Nothing is confirmed.')
  expect(button('Cancel')).toHaveAttribute('aria-disabled', 'true')
  await act(() => vi.advanceTimersByTimeAsync(9_000))
  expect(progress()).toMatch(/^This takes longer than usual\. You may leave this dialog/)
  expect(button('Leave this dialog')).not.toHaveAttribute('aria-disabled')
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(trouble()).toEqual([checking])
  vi.useRealTimers()
  go()

  await gone()
  await waitFor(() => expect(said).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
  expect([await sent(), await withdrawn()]).toMatchObject([{ length: 1 }, []])
})

test('numbers that cannot be computed make the check stricter, not impossible: the name has to be typed', async () => {
  onTheWay('GET', /\/impact$/, nowhere)
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  expect(await within(dialog()).findByText(/What this would do could not be computed\. We cannot reach the server\. Try again in a moment\./)).toBeVisible()
  await user.selectOptions(field('Reason'), 'Legal or consent')

  await user.click(button('Stop'))
  expect(field('Type the name of the journey to confirm')).toBeInvalid()
  expect(await sent()).toEqual([])
  await user.type(field('Type the name of the journey to confirm'), 'Back in stock alert')
  await user.click(button('Stop'))

  await gone()
  expect(await times('stop')).toBe(1)
})

test('numbers that could not be computed are computed when that is tried again, and the name is not asked for any more', async () => {
  onTheWay('GET', /\/impact$/, nowhere)
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await within(dialog()).findByText(/could not be computed/)
  restored()

  await user.click(button('Try again'))

  expect(await within(dialog()).findByText('people will be stopped')).toBeVisible()
  expect(within(dialog()).queryByLabelText(/Type the name/)).toBeNull()
})
