import { createFormatter, createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import type { Impact } from '#api/contract/impact.ts'
import { buildEntrancesStat, listClosingStats, listStoppingStats, type Stat } from '#features/actions/impact/impact-stats.ts'
import en from '#i18n/dialog-messages.en.json'
import type { ConsoleMessages } from '#i18n/language.ts'

const locale = 'en-GB'
const language = {
  t: createTranslator({ locale, messages: en as unknown as ConsoleMessages }),
  format: createFormatter({ locale, timeZone: 'UTC' }),
}

const noMessages = { email: 0, sms: 0, push: 0 } as Impact['close']['messages']
const someMessages = { ...noMessages, email: 1_200, sms: 34 }

const buildImpact = (close: Partial<Impact['close']> = {}, rest: Partial<Impact> = {}): Impact =>
  ({
    peopleInside: 87,
    close: { messages: someMessages, lastExit: '2026-09-02T16:30:00Z', timingOut: 0, entrancesNextDay: 12, nextEntrances: [], ...close },
    stop: { messages: someMessages, oneStepFromEnd: 1 },
    ...rest,
  }) as Impact

const empty = buildImpact({ messages: noMessages, lastExit: null }, { peopleInside: 0 })

/** One line per number: value, label and detail. */
const toLines = (stats: readonly Stat[]) =>
  stats.map(({ value, label, detail }) =>
    [value ?? '…', label, typeof detail === 'object' && detail !== null ? 'per channel' : detail].filter(Boolean).join(' | '),
  )

describe('impact', () => {
  test('of closing: people, messages and the last exit', () => {
    expect(toLines(listClosingStats(buildImpact(), language))).toEqual([
      '87 | people will walk to the end',
      '1,234 | messages they will still get | per channel',
      '2 Sept | the last person leaves | Wednesday 16:30',
    ])
  })

  test('of closing with people who wait in vain', () => {
    const [people, , last] = toLines(listClosingStats(buildImpact({ timingOut: 3 }), language))

    expect(people).toBe('87 | people will walk on')
    expect(last).toBe('2 Sept | the last person leaves | Wednesday 16:30 · 3 wait in vain until the global timeout')
  })

  test('of ending an empty journey', () => {
    expect(toLines(listClosingStats(empty, language))).toEqual([
      '0 | people will walk to the end',
      '0 | messages they will still get',
      '– | nobody is inside',
    ])
    expect(toLines(listStoppingStats(empty, language))[2]).toBe('– | nobody is inside')
  })

  test('of stopping: people, messages lost, at once, and those near the end', () => {
    expect(toLines(listStoppingStats(buildImpact(), language))).toEqual([
      '87 | people will be stopped',
      '1,234 | messages that will never be sent | per channel',
      'At once | the last person is stopped',
      '1 | person one activity from the end',
    ])
  })

  test('has the same lines while it is loading, so that nothing moves', () => {
    for (const list of [listClosingStats, listStoppingStats]) {
      const loading = list(undefined, language)
      const loaded = list(buildImpact(), language)

      expect(loading.map(({ value }) => value)).toEqual(loading.map(() => undefined))
      expect(loading.map(({ name, detail }) => [name, detail === undefined])).toEqual(
        loaded.map(({ name, detail }) => [name, detail === undefined]),
      )
    }
  })

  test.each<readonly [string, Impact | undefined, string]>([
    ['loading', undefined, '… | entrances in the next 24 hours will not happen'],
    ['none', buildImpact({ entrancesNextDay: 0 }), '0 | entrances in the next 24 hours will not happen'],
    ['single ones', buildImpact(), '≈ 12 | entrances in the next 24 hours will not happen'],
    [
      'scheduled',
      buildImpact({ nextEntrances: [{ at: '2026-09-02T08:00:00Z', people: 1 }] }),
      '1 | person will not enter on 2 Sept, 08:00',
    ],
    [
      'scheduled several times',
      buildImpact({
        nextEntrances: [
          { at: '2026-09-02T08:00:00Z', people: 10 },
          { at: '2026-09-03T08:00:00Z', people: 20 },
        ],
      }),
      '10 | people will not enter on 2 Sept, 08:00 | then 20 on 3 Sept, 08:00',
    ],
  ])('on entrances, %s', (_, impact, line) => {
    expect(toLines([buildEntrancesStat(impact, language)])).toEqual([line])
  })
})
