import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Impact } from '#api/contract/impact.ts'
import { backend, otherUser, now, interceptRequests } from '#test/components/support/backend.ts'
import { changeResponse } from '#test/support/transport-faults.ts'
import { getDialogButton, chooseAction, getDialog, pressQuickAction, waitForImpact } from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const welcome = 'welcome-series-v2'

const getImpactRegion = () => within(getDialog()).getByRole('region', { name: 'What this will do' })

/** Each number in a part of the dialog: what it counts, the number, and what stands beneath. */
const readFigures = (part: HTMLElement = getImpactRegion()) =>
  within(part)
    .getAllByRole('term')
    .map((term) => [term, ...within(term.parentElement!).getAllByRole('definition')].map((each) => each.textContent.trim()))

const getEndingGroup = (name: RegExp) => within(getImpactRegion()).getByRole('group', { name })

/** What else the dialog says, each with what it is about, one by one. */
const readFacts = () =>
  within(getDialog())
    .getAllByRole('listitem')
    .filter((item) => item.parentElement?.closest('li') === null)
    .map((item) => [item.querySelector('p')?.textContent, ...Array.from(item.querySelectorAll('li'), (entry) => entry.textContent.trim())])

const formatCount = (count: number) => count.toLocaleString('en')
const formatTotal = (messages: Impact['stop']['messages']) => formatCount(Object.values(messages).reduce((sum, count) => sum + count))
const formatByChannel = ({ email, push }: Impact['stop']['messages']) => `E-mail ${formatCount(email)} Push ${formatCount(push)}`
const formatDate = (moment: string) => new Date(moment).toLocaleDateString('en', { month: 'short', day: 'numeric' })

const formatHour = (moment: string) => new Date(moment).toLocaleString('en', { weekday: 'long', hour: 'numeric', minute: 'numeric' })

/** From now on impact says something else, in these of its parts. */
async function stubImpact(id: string, close: Partial<Impact['close']>, rest: Partial<Impact> = {}) {
  const impact = await otherUser.getImpact(id)
  interceptRequests('GET', /\/impact$/, changeResponse({ ...rest, close: { ...impact.close, ...close } }))
  return impact
}

test('stopping is compared with closing, number by number, as the backend computes them', async () => {
  const { peopleInside, close, stop } = await otherUser.getImpact(welcome)
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(readFigures(getEndingGroup(/^Close to new entrances Recommended$/))).toEqual([
    ['people will walk to the end', formatCount(peopleInside)],
    ['messages they will still get', formatTotal(close.messages), formatByChannel(close.messages)],
    ['the last person leaves', formatDate(close.lastExit!), formatHour(close.lastExit!)],
  ])
  expect(readFigures(getEndingGroup(/^Stop$/))).toEqual([
    ['people will be stopped', formatCount(peopleInside)],
    ['messages that will never be sent', formatTotal(stop.messages), formatByChannel(stop.messages)],
    ['the last person is stopped', 'At once'],
    ['people one activity from the end', formatCount(stop.oneStepFromEnd)],
  ])
})

test('the way to closing belongs to what is recommended, and stopping is confirmed apart from it', async () => {
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Stop')

  const ways = (part: HTMLElement) => within(part).queryAllByRole('button')
  expect(ways(getEndingGroup(/^Close to new entrances/))).toEqual([getDialogButton('Close to new entrances instead')])
  expect(ways(getEndingGroup(/^Stop$/))).toEqual([])
})

test('where closing is not possible there is nothing to compare: only what stopping does is said', async () => {
  const { user } = renderConsole('/journeys/miles-about-to-expire-v1')

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(within(getImpactRegion()).queryByRole('group')).toBeNull()
  expect(readFigures().map(([label]) => label)).toContain('people will be stopped')
  expect(readFigures().map(([label]) => label)).not.toContain('the last person leaves')
})

test('when closing becomes impossible while its button has the focus, the focus goes to Cancel', async () => {
  const { user } = renderConsole(`/journeys/${welcome}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  getDialogButton('Close to new entrances instead').focus()

  await otherUser.sendCommand('pause', welcome)
  runPolls()

  await waitFor(() => expect(within(getImpactRegion()).queryByRole('group')).toBeNull())
  expect(getDialogButton('Cancel')).toHaveFocus()
  expect(getDialogButton('Close to new entrances instead')).toHaveAttribute('aria-disabled', 'true')
})

test('closing says who walks to the end, what they still get, when the last one leaves, and about how many do not enter', async () => {
  const { peopleInside, close } = await otherUser.getImpact(welcome)
  const { user } = renderConsole('/?search=welcome')

  await pressQuickAction(user, 'Close to new entrances, Welcome series v. 2')
  await waitForImpact()

  expect(readFigures()).toEqual([
    ['people will walk to the end', formatCount(peopleInside)],
    ['messages they will still get', formatTotal(close.messages), formatByChannel(close.messages)],
    ['the last person leaves', formatDate(close.lastExit!), formatHour(close.lastExit!)],
    ['entrances in the next 24 hours will not happen', `≈ ${formatCount(close.entrancesNextDay)}`],
  ])
})

test('of entrances that are scheduled, closing says when the next ones are and how many people they are', async () => {
  await stubImpact(welcome, {
    nextEntrances: [
      { at: '2026-03-12T09:00:00.000Z', people: 4012 },
      { at: '2026-03-13T09:00:00.000Z', people: 3980 },
      { at: '2026-03-14T09:00:00.000Z', people: 1 },
    ],
  })
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  expect(readFigures().at(-1)).toEqual([
    'people will not enter on Mar 12, 9:00 AM',
    '4,012',
    'then 3,980 on Mar 13, 9:00 AM and 1 on Mar 14, 9:00 AM',
  ])
})

test('without entrances to come, closing does not say “about”', async () => {
  await stubImpact(welcome, { entrancesNextDay: 0, nextEntrances: [] })
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  expect(readFigures().at(-1)).toEqual(['entrances in the next 24 hours will not happen', '0'])
})

test.each(['Close to new entrances', 'Stop'])(
  'the dialog of %s does not promise that all people reach the end where some wait in vain',
  async (action) => {
    await stubImpact(welcome, { timingOut: 1204 })
    const { user } = renderConsole(`/journeys/${welcome}`)

    await chooseAction(user, action)
    await waitForImpact()

    expect(getImpactRegion()).not.toHaveTextContent('to the end')
    expect(getImpactRegion()).toHaveTextContent('people will walk on')
    expect(getImpactRegion()).toHaveTextContent('1,204 wait in vain until the global timeout')
  },
)

test('an empty journey has no last person', async () => {
  const impact = await otherUser.getImpact(welcome)
  await stubImpact(welcome, { lastExit: null }, { peopleInside: 0, stop: { ...impact.stop, requiresTypedName: false } })
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(readFigures(getEndingGroup(/^Close/)).at(2)).toEqual(['nobody is inside', '–'])
  expect(readFigures(getEndingGroup(/^Stop$/)).at(2)).toEqual(['nobody is inside', '–'])
})

test('stopping says who is owed what, what cannot be recalled, and whose jumps will fail', async () => {
  const { stop } = await otherUser.getImpact(welcome)
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(readFacts()).toEqual([
    ['Promised, and will never be sent', ...stop.promised.map(({ name, people }) => `${name} ${formatCount(people)} people`)],
    [`${formatTotal(stop.alreadySent)} messages are handed over already and cannot be recalled`, formatByChannel(stop.alreadySent)],
    ['2 journeys jump here: their jumps will fail', 'Newsletter sign-up v. 1', 'Winback after cancellation v. 2'],
  ])
  expect(stop.promised.length).toBeGreaterThan(0)
})

test('closing says whose jumps will fail and which other versions still have people inside, however many and in whatever script', async () => {
  const other = { id: 'x', name: 'عرض رمضان للعملاء المميزين', number: 1, latest: true, status: 'live', revision: 1, peopleInside: 7 }
  const jumpsHere = Array.from({ length: 7 }, (_, index) => ({ ...other, id: `jump-${index}`, number: index + 1 }))
  await stubImpact(welcome, {}, { incomingJumps: jumpsHere, otherVersions: [{ ...other, name: 'Welcome series' }] })
  const { user } = renderConsole(`/journeys/${welcome}`)

  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  const [jumps, others] = readFacts()
  expect(jumps).toHaveLength(8)
  expect(jumps?.[7]).toBe('\u2068عرض رمضان للعملاء المميزين\u2069 v. 7')
  expect(others).toEqual(['1 other version still has people inside, who are not affected', 'Welcome series v. 1 7 inside'])
})

test('the numbers say when they were computed, that they are forecasts, and are computed anew while one decides', async () => {
  const { user } = renderConsole(`/journeys/${welcome}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  expect(getImpactRegion()).toHaveTextContent('Computed at 12:00:00 PM UTC. Forecasts: people walk on while you decide.')
  const heading = within(getEndingGroup(/^Stop$/)).getByRole('heading')

  backend.setTime(now + 3_600_000)
  runPolls()

  await waitFor(() => expect(getImpactRegion()).toHaveTextContent('Computed at 1:00:00 PM UTC.'))
  const { peopleInside } = await otherUser.getImpact(welcome)
  expect(readFigures(getEndingGroup(/^Stop$/))[0]).toEqual(['people will be stopped', formatCount(peopleInside)])
  expect(heading).toBeInTheDocument()
  expect(screen.getByRole('alertdialog')).toContainElement(heading)
})
