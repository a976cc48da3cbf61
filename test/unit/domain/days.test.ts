import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findMoment,
  findStartOfDay,
  findStartOfLastDays,
  formatDay,
  getDayNumber,
  isInLastDays,
  normalizeTimeZone,
  toLocalTime,
} from '#domain/days.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { drawMoment, drawTimeZone } from './time-zones.ts'

/** Another implementation: the date as the host writes it. */
const writeDate = (at: number, timeZone: string) => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(at)

const readUtc = (text: string) => Date.parse(`${text}Z`)

describe('the start of a day', () => {
  test.each([
    ['UTC', '2026-11-25T23:59', '2026-11-25T00:00'],
    ['America/Los_Angeles', '2026-11-26T02:30', '2026-11-25T08:00'],
    ['Asia/Kathmandu', '2026-11-25T18:14', '2026-11-24T18:15'],
    ['Pacific/Chatham', '2026-11-25T10:14', '2026-11-24T10:15'],
    // The clock changes at midnight: the day begins at one o'clock.
    ['America/Santiago', '2026-09-06T12:00', '2026-09-06T04:00'],
    ['Africa/Cairo', '2026-04-24T12:00', '2026-04-23T22:00'],
    ['Asia/Beirut', '2026-03-29T12:00', '2026-03-28T22:00'],
    // The clock is set back from one o'clock to midnight: the day begins at the first midnight.
    ['America/Havana', '2026-11-01T12:00', '2026-11-01T04:00'],
    // The clock is set back from midnight to 23:00: that day has 25 hours.
    ['America/Santiago', '2026-04-05T03:30', '2026-04-04T03:00'],
    // The clock change is half an hour.
    ['Australia/Lord_Howe', '2026-10-04T12:00', '2026-10-03T13:30'],
    ['Australia/Lord_Howe', '2026-04-05T12:00', '2026-04-04T13:00'],
    // 30 December 2011 was left out.
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00'],
    ['Pacific/Apia', '2011-12-30T09:59', '2011-12-29T10:00'],
  ])('in %s, at %s UTC, is %s UTC', (timeZone, at, start) => {
    expect(new Date(findStartOfDay(readUtc(at), timeZone)).toISOString()).toBe(`${start}:00.000Z`)
  })

  test('is the first moment that has the date of that day', () => {
    fc.assert(
      fc.property(drawTimeZone, drawMoment, (timeZone, at) => {
        const start = findStartOfDay(at, timeZone)

        expect(start).toBeLessThanOrEqual(at)
        expect([writeDate(start - 1, timeZone) < writeDate(start, timeZone), writeDate(start, timeZone)]).toEqual([
          true,
          writeDate(at, timeZone),
        ])
      }),
      { numRuns: scaleCases(5_000, 500) },
    )
  })
})

test('the day of a moment is the date that is written for it', () => {
  fc.assert(
    fc.property(drawTimeZone, drawMoment, (timeZone, at) => {
      expect(formatDay(getDayNumber(at, timeZone))).toBe(writeDate(at, timeZone))
    }),
    { numRuns: scaleCases(5_000, 500) },
  )
})

test('a local time belongs to the first moment that shows it', () => {
  fc.assert(
    fc.property(drawTimeZone, drawMoment, (timeZone, at) => {
      const local = toLocalTime(at, timeZone)
      const moment = findMoment(local, timeZone)

      expect(toLocalTime(moment, timeZone)).toBe(local)
      expect(moment).toBeLessThanOrEqual(at)
    }),
    { numRuns: scaleCases(5_000, 500) },
  )
})

test.each([
  ['2026-11-26T02:30', '2026-11-25T08:00', 1, true],
  ['2026-11-26T02:30', '2026-11-25T07:59', 1, false],
  ['2026-11-26T02:30', '2026-11-25T07:59', 2, true],
  ['2026-11-26T02:30', '2026-11-19T08:00', 7, true],
  ['2026-11-26T02:30', '2026-11-19T07:59', 7, false],
])('in Los Angeles, at %s UTC, %s UTC is in the last %i days: %s', (at, moment, days, isIn) => {
  expect(isInLastDays(readUtc(moment), days, readUtc(at), 'America/Los_Angeles')).toBe(isIn)
})

test('the last days begin at one moment, and hold from then on', () => {
  const hour = 3_600_000
  fc.assert(
    fc.property(
      drawTimeZone,
      drawMoment,
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: -72, max: 72 }),
      (timeZone, at, days, hours) => {
        const start = findStartOfLastDays(days, at, timeZone)
        for (const moment of [start - 1, start, start + hours * hour, at])
          expect(isInLastDays(moment, days, at, timeZone), new Date(moment).toISOString()).toBe(moment >= start)
      },
    ),
    { numRuns: scaleCases(5_000, 500) },
  )
})

test.each([
  ['Etc/UTC', 'UTC'],
  ['europe/paris', 'Europe/Paris'],
  ['Europe/Paris', 'Europe/Paris'],
  ['Mars/Olympus', undefined],
  ['Europe/Paris ', undefined],
  ['Asia/\u212Aathmandu', undefined],
  ['', undefined],
])('the time zone %j is known as %j', (name, known) => {
  expect(normalizeTimeZone(name)).toBe(known)
})
