import type { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { MessageCounts } from '#api/contract/primitives.ts'

/** One number or date, with its label. */
export interface Stat {
  readonly name: 'people' | 'messages' | 'when' | 'nearEnd' | 'entrances' | 'journeys' | 'refused'
  /** `undefined` while it is loading. */
  readonly value: string | undefined
  readonly label: string
  /** The detail line. `null`: empty, but its height is reserved; `undefined`: no detail line. */
  readonly detail?: string | MessageCounts | null
  /** Whether the numbers of the detail line are estimated. */
  readonly isEstimate?: boolean
  readonly variant?: 'severe'
}

/** The words and formats of the reader's language. */
export interface ReaderLanguage {
  readonly t: ReturnType<typeof useTranslations<never>>
  readonly format: ReturnType<typeof useFormatter>
  /** Whether the numbers are estimated: each one is marked then. */
  readonly isEstimate?: boolean
}

/** Marks a text with a number as estimated, if it is. */
export const markEstimate = ({ t, isEstimate = false }: ReaderLanguage, text: string): string =>
  isEstimate ? t('impact.estimate', { text }) : text

/** Plural count for labels while the number is loading. */
const placeholderCount = 2

const sumMessages = (messages: MessageCounts) => Object.values(messages).reduce((sum, count) => sum + count, 0)

/** A count: its label agrees with the number. `count`: `undefined` while loading. */
export const buildCount = (
  language: ReaderLanguage,
  name: Stat['name'],
  count: number | undefined,
  formatLabel: (count: number) => string,
): Stat => ({
  name,
  value: count === undefined ? undefined : markEstimate(language, language.format.number(count)),
  label: formatLabel(count ?? placeholderCount),
})

/** The number of messages, with the number per channel below it. */
function buildMessagesStat(language: ReaderLanguage, messages: MessageCounts | undefined, formatLabel: (count: number) => string): Stat {
  const sum = messages && sumMessages(messages)
  const detail = sum === undefined || sum === 0 ? null : (messages ?? null)
  return { ...buildCount(language, 'messages', sum, formatLabel), detail, isEstimate: language.isEstimate ?? false }
}

/** When the last person leaves after closing. */
function buildLastExit(language: ReaderLanguage, { close: { lastExit, timingOut }, peopleInside }: Impact): Stat {
  const { t, format } = language
  const moment = lastExit === null ? null : new Date(lastExit)
  const details = [
    moment && format.dateTime(moment, { weekday: 'long', hour: 'numeric', minute: 'numeric' }),
    timingOut > 0 ? t('impact.timingOut', { count: timingOut }) : null,
  ].filter((detail) => detail !== null)
  return {
    name: 'when',
    value: moment ? markEstimate(language, format.dateTime(moment, { day: 'numeric', month: 'short' })) : '–',
    label: t(peopleInside === 0 ? 'impact.noPeople' : 'impact.lastExit'),
    detail: details.length > 0 ? details.map((detail) => markEstimate(language, detail)).join(' · ') : null,
  }
}

/** What either ending of one version or of many does to people and messages; a number is `undefined` while loading. */
export interface EndingCounts {
  readonly people: number | undefined
  readonly messages: MessageCounts | undefined
}

/** People and messages after closing. `mayTimeOut`: whether some of the people will not reach the end. */
export function listClosingCounts({ people, messages }: EndingCounts, language: ReaderLanguage, mayTimeOut: boolean): readonly Stat[] {
  const { t } = language
  return [
    buildCount(language, 'people', people, (count) => t(mayTimeOut ? 'impact.peopleWalkOn' : 'impact.peopleToEnd', { count })),
    buildMessagesStat(language, messages, (count) => t('impact.messages', { count })),
  ]
}

/** People and messages after stopping. */
export function listStoppingCounts({ people, messages }: EndingCounts, language: ReaderLanguage): readonly Stat[] {
  const { t } = language
  return [
    { ...buildCount(language, 'people', people, (count) => t('impact.peopleStopped', { count })), variant: 'severe' },
    buildMessagesStat(language, messages, (count) => t('impact.messagesLost', { count })),
  ]
}

/** The impact of closing, in the order of that of stopping. `impact`: `undefined` while loading. */
export function listClosingStats(impact: Impact | undefined, language: ReaderLanguage): readonly Stat[] {
  const { t } = language
  const hasTimeouts = impact !== undefined && impact.close.timingOut > 0
  return [
    ...listClosingCounts({ people: impact?.peopleInside, messages: impact?.close.messages }, language, hasTimeouts),
    impact ? buildLastExit(language, impact) : { name: 'when', value: undefined, label: t('impact.lastExit'), detail: null },
  ]
}

/** The impact of stopping. `impact`: `undefined` while loading. */
export function listStoppingStats(impact: Impact | undefined, language: ReaderLanguage): readonly Stat[] {
  const { t } = language
  const isEmpty = impact?.peopleInside === 0
  return [
    ...listStoppingCounts({ people: impact?.peopleInside, messages: impact?.stop.messages }, language),
    {
      name: 'when',
      value: impact && (isEmpty ? '–' : t('impact.atOnce')),
      label: t(isEmpty ? 'impact.noPeople' : 'impact.lastStopped'),
    },
    buildCount(language, 'nearEnd', impact?.stop.oneStepFromEnd, (count) => t('impact.oneStep', { count })),
  ]
}

/** The entrances that closing turns away: the next scheduled ones, or an estimate of single entrances per day. */
export function buildEntrancesStat(impact: Impact | undefined, language: ReaderLanguage): Stat {
  const { t, format } = language
  const name = 'entrances'
  if (impact === undefined) return { name, value: undefined, label: t('impact.entrances', { count: placeholderCount }), detail: null }
  const {
    entrancesNextDay: count,
    nextEntrances: [next, ...later],
  } = impact.close
  if (next === undefined) {
    const value = count === 0 ? markEstimate(language, format.number(0)) : t('impact.about', { count })
    return { name, value, label: t('impact.entrances', { count }), detail: null }
  }
  const formatMoment = (moment: string) =>
    format.dateTime(new Date(moment), { day: 'numeric', month: 'short', hour: 'numeric', minute: 'numeric' })
  const laterEntrances = later.map(({ at, people }) => t('impact.entranceAt', { count: people, at: formatMoment(at) }))
  return {
    name,
    value: format.number(next.people),
    label: t('impact.nextEntrance', { count: next.people, at: formatMoment(next.at) }),
    detail: laterEntrances.length > 0 ? t('impact.laterEntrances', { entrances: format.list(laterEntrances) }) : null,
  }
}
