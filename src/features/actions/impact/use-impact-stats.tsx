import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { MessageCounts } from '#api/contract/primitives.ts'
import { ChannelCounts } from './channel-counts.tsx'
import type { Stat } from './stat-list.tsx'

/** Plural count for labels while the number is loading. */
const placeholderCount = 2

const sumMessages = (messages: MessageCounts) => Object.values(messages).reduce((sum, count) => sum + count, 0)

const renderChannels = (messages: MessageCounts | undefined) =>
  messages && sumMessages(messages) > 0 && <ChannelCounts messages={messages} />

/** The impact of each ending, as statistics that can be compared one by one. `data`: `undefined` while loading. */
export function useImpactStats(data: Impact | undefined) {
  const t = useTranslations()
  const format = useFormatter()
  const formatCount = (count: number | undefined) => count !== undefined && format.number(count)
  const isEmpty = data?.peopleInside === 0

  const listClosingStats = (): readonly Stat[] => {
    const close = data?.close
    const lastExit = close?.lastExit ? new Date(close.lastExit) : null
    const timing = [
      ...(lastExit ? [format.dateTime(lastExit, { weekday: 'long', hour: 'numeric', minute: 'numeric' })] : []),
      ...(close && close.timingOut > 0 ? [t('impact.timingOut', { count: close.timingOut })] : []),
    ]
    return [
      {
        name: 'people',
        value: data && formatCount(data.peopleInside),
        label: t(close && close.timingOut > 0 ? 'impact.peopleWalkOn' : 'impact.peopleToEnd', {
          count: data?.peopleInside ?? placeholderCount,
        }),
      },
      {
        name: 'messages',
        value: close && formatCount(sumMessages(close.messages)),
        label: t('impact.messages', { count: close ? sumMessages(close.messages) : placeholderCount }),
        detail: renderChannels(close?.messages) || null,
      },
      {
        name: 'when',
        value: close && (lastExit ? format.dateTime(lastExit, { day: 'numeric', month: 'short' }) : '–'),
        label: t(isEmpty ? 'impact.noPeople' : 'impact.lastExit'),
        detail: timing.length > 0 ? timing.join(' · ') : null,
      },
    ]
  }

  const listStoppingStats = (): readonly Stat[] => {
    const stop = data?.stop
    return [
      {
        name: 'people',
        value: data && formatCount(data.peopleInside),
        label: t('impact.peopleStopped', { count: data?.peopleInside ?? placeholderCount }),
        variant: 'severe',
      },
      {
        name: 'messages',
        value: stop && formatCount(sumMessages(stop.messages)),
        label: t('impact.messagesLost', { count: stop ? sumMessages(stop.messages) : placeholderCount }),
        detail: renderChannels(stop?.messages) || null,
      },
      {
        name: 'when',
        value: data && (isEmpty ? '–' : t('impact.atOnce')),
        label: t(isEmpty ? 'impact.noPeople' : 'impact.lastStopped'),
      },
      {
        name: 'nearEnd',
        value: stop && formatCount(stop.oneStepFromEnd),
        label: t('impact.oneStep', { count: stop?.oneStepFromEnd ?? placeholderCount }),
      },
    ]
  }

  /** The entrances that closing turns away: the next scheduled ones, or an estimate of single entrances per day. */
  const buildEntrancesStat = (): Stat => {
    const name = 'entrances' as const
    const [next, ...later] = data?.close.nextEntrances ?? []
    if (data === undefined) return { name, value: undefined, label: t('impact.entrances', { count: placeholderCount }), detail: null }
    const { entrancesNextDay } = data.close
    if (next === undefined)
      return {
        name,
        value: entrancesNextDay === 0 ? formatCount(0) : t('impact.about', { count: entrancesNextDay }),
        label: t('impact.entrances', { count: entrancesNextDay }),
        detail: null,
      }
    const formatMoment = (moment: string) =>
      format.dateTime(new Date(moment), { day: 'numeric', month: 'short', hour: 'numeric', minute: 'numeric' })
    const laterEntrances = later.map(({ at: moment, people }) => t('impact.entranceAt', { count: people, at: formatMoment(moment) }))
    return {
      name,
      value: formatCount(next.people),
      label: t('impact.nextEntrance', { count: next.people, at: formatMoment(next.at) }),
      detail: laterEntrances.length > 0 ? t('impact.laterEntrances', { entrances: format.list(laterEntrances) }) : null,
    }
  }

  return { listClosingStats, listStoppingStats, buildEntrancesStat }
}
