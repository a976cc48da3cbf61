import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Impact } from '#api/contract/impact.ts'
import { backend, bob, changedAnswer, now, onTheWay } from '#test/components/support/backend.ts'
import { button, choose, dialog, press, weighed } from '#test/components/support/dialog.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { visit } from '#test/components/support/render-console.tsx'

const welcome = 'welcome-series-v2'

const region = () => within(dialog()).getByRole('region', { name: 'What this will do' })

/** Each number in a part of the dialog: what it counts, the number, and what stands beneath. */
const figures = (part: HTMLElement = region()) =>
  within(part)
    .getAllByRole('term')
    .map((term) => [term, ...within(term.parentElement!).getAllByRole('definition')].map((each) => each.textContent.trim()))

const ending = (name: RegExp) => within(region()).getByRole('group', { name })

/** What else the dialog says, each with what it is about, one by one. */
const facts = () =>
  within(dialog())
    .getAllByRole('listitem')
    .filter((item) => item.parentElement?.closest('li') === null)
    .map((item) => [item.querySelector('p')?.textContent, ...Array.from(item.querySelectorAll('li'), (entry) => entry.textContent.trim())])

const written = (count: number) => count.toLocaleString('en')
const total = (messages: Impact['stop']['messages']) => written(Object.values(messages).reduce((sum, count) => sum + count))
const byChannel = ({ email, push }: Impact['stop']['messages']) => `E-mail ${written(email)} Push ${written(push)}`
const shortly = (moment: string) => new Date(moment).toLocaleDateString('en', { month: 'short', day: 'numeric' })

const onTheHour = (moment: string) => new Date(moment).toLocaleString('en', { weekday: 'long', hour: 'numeric', minute: 'numeric' })

/** From now on impact says something else, in these of its parts. */
async function impactIs(id: string, close: Partial<Impact['close']>, rest: Partial<Impact> = {}) {
  const impact = await bob.impact(id)
  onTheWay('GET', /\/impact$/, changedAnswer({ ...rest, close: { ...impact.close, ...close } }))
  return impact
}

test('stopping is compared with closing, number by number, as the backend computes them', async () => {
  const { peopleInside, close, stop } = await bob.impact(welcome)
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Stop')
  await weighed()

  expect(figures(ending(/^Close to new entrances Recommended$/))).toEqual([
    ['people will walk to the end', written(peopleInside)],
    ['messages they will still get', total(close.messages), byChannel(close.messages)],
    ['the last person leaves', shortly(close.lastExit!), onTheHour(close.lastExit!)],
  ])
  expect(figures(ending(/^Stop$/))).toEqual([
    ['people will be stopped', written(peopleInside)],
    ['messages that will never be sent', total(stop.messages), byChannel(stop.messages)],
    ['the last person is stopped', 'At once'],
    ['people one activity from the end', written(stop.oneStepFromEnd)],
  ])
})

test('the way to closing belongs to what is recommended, and stopping is confirmed apart from it', async () => {
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Stop')

  const ways = (part: HTMLElement) => within(part).queryAllByRole('button')
  expect(ways(ending(/^Close to new entrances/))).toEqual([button('Close to new entrances instead')])
  expect(ways(ending(/^Stop$/))).toEqual([])
})

test('where closing is not possible there is nothing to compare: only what stopping does is said', async () => {
  const { user } = visit('/journeys/miles-about-to-expire-v1')

  await choose(user, 'Stop')
  await weighed()

  expect(within(region()).queryByRole('group')).toBeNull()
  expect(figures().map(([label]) => label)).toContain('people will be stopped')
  expect(figures().map(([label]) => label)).not.toContain('the last person leaves')
})

test('when closing becomes impossible under the finger, the focus goes to Cancel', async () => {
  const { user } = visit(`/journeys/${welcome}`)
  await choose(user, 'Stop')
  await weighed()
  button('Close to new entrances instead').focus()

  await bob.order('pause', welcome)
  readAgain()

  await waitFor(() => expect(within(region()).queryByRole('group')).toBeNull())
  expect(button('Cancel')).toHaveFocus()
  expect(button('Close to new entrances instead')).toHaveAttribute('aria-disabled', 'true')
})

test('closing says who walks to the end, what they still get, when the last one leaves, and about how many do not enter', async () => {
  const { peopleInside, close } = await bob.impact(welcome)
  const { user } = visit('/?search=welcome')

  await press(user, 'Close to new entrances, Welcome series v. 2')
  await weighed()

  expect(figures()).toEqual([
    ['people will walk to the end', written(peopleInside)],
    ['messages they will still get', total(close.messages), byChannel(close.messages)],
    ['the last person leaves', shortly(close.lastExit!), onTheHour(close.lastExit!)],
    ['entrances in the next 24 hours will not happen', `≈ ${written(close.entrancesNextDay)}`],
  ])
})

test('of entrances that are scheduled, closing says when the next ones are and how many people they are', async () => {
  await impactIs(welcome, {
    nextEntrances: [
      { at: '2026-03-12T09:00:00.000Z', people: 4012 },
      { at: '2026-03-13T09:00:00.000Z', people: 3980 },
      { at: '2026-03-14T09:00:00.000Z', people: 1 },
    ],
  })
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Close to new entrances')
  await weighed()

  expect(figures().at(-1)).toEqual([
    'people will not enter on Mar 12, 9:00 AM',
    '4,012',
    'then 3,980 on Mar 13, 9:00 AM and 1 on Mar 14, 9:00 AM',
  ])
})

test('where nobody would have entered, closing does not say “about”', async () => {
  await impactIs(welcome, { entrancesNextDay: 0, nextEntrances: [] })
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Close to new entrances')
  await weighed()

  expect(figures().at(-1)).toEqual(['entrances in the next 24 hours will not happen', '0'])
})

test.each(['Close to new entrances', 'Stop'])(
  'the dialog of %s never says that everyone walks to the end where some wait for something that will not come',
  async (action) => {
    await impactIs(welcome, { timingOut: 1204 })
    const { user } = visit(`/journeys/${welcome}`)

    await choose(user, action)
    await weighed()

    expect(region()).not.toHaveTextContent('to the end')
    expect(region()).toHaveTextContent('people will walk on')
    expect(region()).toHaveTextContent('1,204 wait in vain until the global timeout')
  },
)

test('nobody inside has no last person', async () => {
  const impact = await bob.impact(welcome)
  await impactIs(welcome, { lastExit: null }, { peopleInside: 0, stop: { ...impact.stop, requiresTypedName: false } })
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Stop')
  await weighed()

  expect(figures(ending(/^Close/)).at(2)).toEqual(['nobody is inside', '–'])
  expect(figures(ending(/^Stop$/)).at(2)).toEqual(['nobody is inside', '–'])
})

test('stopping says who is owed what, what cannot be recalled, and whose jumps will fail', async () => {
  const { stop } = await bob.impact(welcome)
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Stop')
  await weighed()

  expect(facts()).toEqual([
    ['Promised, and will never be sent', ...stop.promised.map(({ name, people }) => `${name}${written(people)} people`)],
    [`${total(stop.alreadySent)} messages are handed over already and cannot be recalled`, byChannel(stop.alreadySent)],
    ['2 journeys jump here: their jumps will fail', 'Newsletter sign-up v. 1', 'Winback after cancellation v. 2'],
  ])
  expect(stop.promised.length).toBeGreaterThan(0)
})

test('closing says whose jumps will fail and which other versions still have people inside, however many and in whatever script', async () => {
  const other = { id: 'x', name: 'عرض رمضان للعملاء المميزين', number: 1, latest: true, status: 'live', revision: 1, peopleInside: 7 }
  const jumpsHere = Array.from({ length: 7 }, (_, index) => ({ ...other, id: `jump-${index}`, number: index + 1 }))
  await impactIs(welcome, {}, { incomingJumps: jumpsHere, otherVersions: [{ ...other, name: 'Welcome series' }] })
  const { user } = visit(`/journeys/${welcome}`)

  await choose(user, 'Close to new entrances')
  await weighed()

  const [jumps, others] = facts()
  expect(jumps).toHaveLength(8)
  expect(jumps?.[7]).toBe('\u2068عرض رمضان للعملاء المميزين\u2069 v. 7')
  expect(others).toEqual(['1 other version still has people inside, who are not affected', 'Welcome series v. 17 inside'])
})

test('the numbers say when they were computed, that they are forecasts, and are computed anew while one decides', async () => {
  const { user } = visit(`/journeys/${welcome}`)
  await choose(user, 'Stop')
  await weighed()
  expect(region()).toHaveTextContent('Computed at 12:00:00 PM. Forecasts: people walk on while you decide.')
  const heading = within(ending(/^Stop$/)).getByRole('heading')

  backend.setTime(now + 3_600_000)
  readAgain()

  await waitFor(() => expect(region()).toHaveTextContent('Computed at 1:00:00 PM.'))
  const { peopleInside } = await bob.impact(welcome)
  expect(figures(ending(/^Stop$/))[0]).toEqual(['people will be stopped', written(peopleInside)])
  expect(heading).toBeInTheDocument()
  expect(screen.getByRole('alertdialog')).toContainElement(heading)
})
