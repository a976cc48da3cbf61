import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import { backend } from '#test/components/support/backend.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'

/** Wednesday, 25 November, 18:30 in Los Angeles. */
const evening = Date.parse('2026-11-26T02:30:00Z')

const stoppedAt = (name: string, at: string): VersionRecord => {
  const moment = Date.parse(at)
  const ended = { at: moment, action: 'stop', actor: marketer.user, trigger: null, reason: 'legal', note: '', peopleInside: 0 } as const
  return buildVersionInStatus('stopped', { id: name, name, stoppedAt: moment, updatedAt: moment, ended })
}

const versions = [
  stoppedAt('this evening', '2026-11-26T02:30:00Z'),
  stoppedAt('this morning', '2026-11-25T19:46:00Z'),
  stoppedAt('at midnight', '2026-11-25T08:00:00Z'),
  stoppedAt('before midnight', '2026-11-25T07:59:00Z'),
  buildVersion({ id: 'dated', name: 'dated', timeZone: 'Etc/UTC', endsAt: Date.parse('2026-11-27T22:54:00Z') }),
]

/** Sets the time zone of the browser. */
const setReaderTimeZone = (timeZone: string) => (process.env['TZ'] = timeZone)

beforeEach(async () => {
  setReaderTimeZone('America/Los_Angeles')
  await backend.start(buildSeed(versions))
  backend.setTime(evening)
})
afterEach(() => setReaderTimeZone('UTC'))

const readProperties = () =>
  Object.fromEntries(
    within(screen.getByRole('complementary', { name: 'Properties' }))
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  )

test('in Los Angeles, the chart of the last days and the list of what ended today agree on the day that it is there', async () => {
  const { user } = renderConsole('/?ended=1&sort=-ended')
  await findRow('this evening')
  runIdleCallbacks()
  const bars = await screen.findByRole('link', { name: '4 ended, last 7 days' })

  await user.hover(bars)

  expect(bars).toHaveAccessibleDescription(
    'Tue, Nov 24: 1 stopped. Wed, Nov 25: 3 stopped. Filled: closed. Outlined: stopped. Days are counted in the time zone America/Los_Angeles.',
  )
  expect(getShownNames()).toEqual(['this evening', 'this morning', 'at midnight'])
  expect(screen.getByRole('button', { name: 'Remove filter Ended in the last day' })).toHaveAccessibleDescription(
    'Days are counted in the time zone America/Los_Angeles.',
  )
  const row = await findRow('this morning')
  const times = Array.from(row.querySelectorAll('time'))
  expect(times.map(({ textContent }) => textContent)).toEqual(['7 hr. ago', 'Nov 25'])
  expect(times.map(({ title }) => title)).toEqual(Array(2).fill('Wednesday, November 25, 2026 at 11:46:00 AM PST'))
})

test('a reader who has travelled sees the days of the new time zone', async () => {
  renderConsole('/?ended=1&sort=-ended')
  await findRow('this morning')

  setReaderTimeZone('Asia/Tokyo')
  window.dispatchEvent(new Event('focus'))

  await waitFor(() => expect(getShownNames()).toEqual(['this evening', 'this morning']))
})

test('the end date of a journey stands in the time zone of the journey, and every time beside it says its own', async () => {
  renderConsole('/journeys/dated')

  await screen.findByText('Closes to new entrances by itself on November 27, 2026 at 10:54 PM UTC.')
  const properties = readProperties()
  expect([properties['End date'], properties['Time zone']]).toEqual(['Nov 27, 2026, 10:54 PM UTC', 'Etc/UTC'])
  expect(properties['Created']).toBe('Dec 30, 2023, 4:00 PM PST by Anna Müller')
  expect(screen.getByText('Today is counted in the time zone of the journey, Etc/UTC.')).toBeVisible()
})

test('where the reader is in the time zone of the journey, only its dates say the zone', async () => {
  setReaderTimeZone('UTC')
  renderConsole('/journeys/dated?view=history')

  await screen.findByText('Closes to new entrances by itself on November 27, 2026 at 10:54 PM UTC.')
  expect(readProperties()['Created']).toBe('Dec 31, 2023, 12:00 AM by Anna Müller')
  expect(screen.queryByText(/ counted in the time zone/)).toBeNull()
})

test('the history and the people over time say the zone of the reader, where the journey has another', async () => {
  const { user } = renderConsole('/journeys/dated?view=history')
  expect(await screen.findByText('Dec 30, 2023, 4:00 PM PST')).toBeVisible()

  await user.click(screen.getByRole('tab', { name: 'People' }))

  expect(await screen.findByRole('slider', { name: 'Moment' })).toHaveAttribute(
    'aria-valuetext',
    expect.stringContaining('November 25, 2026 at 6:30 PM PST'),
  )
})
