import { expect, test } from 'vitest'
import { findMoment, toLocalTime } from '#domain/days.ts'
import { createTimeScale } from '#ui/chart/chart-scale.ts'

const hour = 3_600_000
const day = 24 * hour

const listTicks = (timeZone: string, from: number, to: number) =>
  createTimeScale(from, to, 700, 84, {
    toLocalTime: (at) => toLocalTime(at, timeZone),
    findMoment: (local) => findMoment(local, timeZone),
  }).ticks.map(({ at, format }) => [format, new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)])

test.each(['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe'])(
  'days are marked at midnight of the reader, over a clock change: %s',
  (timeZone) => {
    for (const from of [Date.UTC(2026, 2, 5), Date.UTC(2026, 3, 2), Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 29)]) {
      const ticks = listTicks(timeZone, from, from + 7 * day)

      expect(ticks.length).toBeGreaterThanOrEqual(6)
      for (const tick of ticks) expect(tick).toEqual(['day', expect.stringMatching(/ 00:00$/)])
    }
  },
)

test('a day without a midnight is marked where it begins', () => {
  const ticks = listTicks('America/Santiago', Date.UTC(2026, 8, 3), Date.UTC(2026, 8, 10))

  expect(ticks.map(([, time]) => time)).toContain('2026-09-06 01:00')
  expect(ticks.filter(([, time]) => !time?.endsWith(' 00:00'))).toHaveLength(1)
})

test('hours are marked at full hours of the reader, and a midnight among them by its date', () => {
  expect(listTicks('Asia/Kathmandu', Date.UTC(2026, 10, 25, 6), Date.UTC(2026, 10, 26, 6))).toEqual([
    ['hour', '2026-11-25 12:00'],
    ['hour', '2026-11-25 15:00'],
    ['hour', '2026-11-25 18:00'],
    ['hour', '2026-11-25 21:00'],
    ['day', '2026-11-26 00:00'],
    ['hour', '2026-11-26 03:00'],
    ['hour', '2026-11-26 06:00'],
    ['hour', '2026-11-26 09:00'],
  ])
})
