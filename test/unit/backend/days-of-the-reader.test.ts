import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFormatter } from 'use-intl/core'
import type { List } from '#api/contract/list.ts'
import type { Overview } from '#api/contract/overview.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { clockChanges, drawMoment, drawTimeZone } from '#test/unit/domain/time-zones.ts'

const host = createInProcessHost()

const hour = 3_600_000
const day = 24 * hour

/** As rows and tooltips write a day. */
const dayFormat = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const

const read = async <Body>(path: string): Promise<Body> => (await (await host.send(path)).json()) as Body

/**
 * Compares, for a version that was stopped at `endedAt` and a reader in `timeZone` at `at`: the bars of the overview, their number, the rows
 * of each filter, and the days that are written for the reader. Returns what disagrees.
 */
async function findDisagreements(timeZone: string, at: number, endedAt: number): Promise<readonly string[]> {
  const ended = { at: endedAt, action: 'stop', actor: marketer.user, trigger: null, reason: 'legal', note: '', peopleInside: 0 } as const
  await host.start([buildVersionInStatus('stopped', { publishedAt: endedAt - day, stoppedAt: endedAt, updatedAt: endedAt, ended })], at)
  const zone = encodeURIComponent(timeZone)
  const { versions, days } = (await read<Overview>(`/api/overview?timeZone=${zone}`)).endedLastWeek
  const format = createFormatter({ locale: 'en-GB', timeZone })
  const writtenDay = format.dateTime(new Date(endedAt), dayFormat)
  const writtenDays = days.map((bar) => format.dateTime(new Date(bar.day), { ...dayFormat, timeZone: 'UTC' }))
  const bars = days.map(({ stopped }) => stopped)
  const isShown = writtenDays.includes(writtenDay)
  const expected = {
    today: format.dateTime(new Date(at), dayFormat),
    versions: isShown ? 1 : 0,
    bars: writtenDays.map((written) => (written === writtenDay ? 1 : 0)),
    // The filter of n days finds it from as many days on as its bar is from the end.
    rows: writtenDays.map((_, index) => (isShown && index + 1 >= days.length - writtenDays.indexOf(writtenDay) ? 1 : 0)),
  }
  const rows = await Promise.all(
    days.map(async (_, index) => (await read<List>(`/api/versions?endedWithin=${index + 1}&timeZone=${zone}`)).items.length),
  )
  const found = { today: writtenDays.at(-1), versions, bars, rows }
  return Object.entries(expected).flatMap(([name, value]) => {
    const other = found[name as keyof typeof found]
    return JSON.stringify(other) === JSON.stringify(value)
      ? []
      : [`${name}: ${JSON.stringify(other)} instead of ${JSON.stringify(value)} in ${timeZone}, ${at}, ${endedAt}`]
  })
}

test('chart, number, filter and dates agree on the days of the reader, in every zone and at every moment', async () => {
  const drawAge = fc.oneof(
    fc.integer({ min: 0, max: 9 * day }),
    fc.integer({ min: 0, max: 9 * 24 * 4 }).map((quarters) => (quarters * hour) / 4),
  )
  await fc.assert(
    fc.asyncProperty(drawTimeZone, drawMoment, drawAge, async (timeZone, at, age) => {
      expect(await findDisagreements(timeZone, at, at - age)).toEqual([])
    }),
    { numRuns: scaleCases(1_000, 100) },
  )
})

test('they agree in every hour of the days around a clock change, forwards and back, north and south', async () => {
  const count = scaleCases(clockChanges.length, 8)
  const changes = Array.from({ length: count }, (_, nth) => clockChanges[Math.floor((nth * clockChanges.length) / count)]!)
  for (const [timeZone, change] of changes)
    for (let hours = -24; hours < 24; hours++) {
      const at = change + hours * hour
      expect(await findDisagreements(timeZone, at, at - 24 * hour)).toEqual([])
      expect(await findDisagreements(timeZone, at + 3 * day, at)).toEqual([])
    }
})
