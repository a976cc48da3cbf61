import { useFormatter, useTranslations } from 'use-intl'
import type { Impact } from '#api/contract/impact.ts'
import type { MessageCounts } from '#api/contract/primitives.ts'
import { Channels } from './channel-counts.tsx'
import type { Figure } from './stat-list.tsx'

/** Stands in for a number still to come: most are more than one. */
const many = 2

const total = (messages: MessageCounts) => Object.values(messages).reduce((sum, count) => sum + count, 0)

const byChannel = (messages: MessageCounts | undefined) => messages && total(messages) > 0 && <Channels messages={messages} />

/** What each ending does, in numbers that can be compared one by one. `data`: `undefined` while they are being computed. */
export function useFigures(data: Impact | undefined) {
  const t = useTranslations()
  const format = useFormatter()
  const number = (count: number | undefined) => count !== undefined && format.number(count)
  const nobody = data?.peopleInside === 0

  const closing = (): readonly Figure[] => {
    const close = data?.close
    const leaves = close?.lastExit ? new Date(close.lastExit) : null
    const when = [
      ...(leaves ? [format.dateTime(leaves, { weekday: 'long', hour: 'numeric', minute: 'numeric' })] : []),
      ...(close && close.timingOut > 0 ? [t('impact.timingOut', { count: close.timingOut })] : []),
    ]
    return [
      {
        name: 'people',
        value: data && number(data.peopleInside),
        label: t(close && close.timingOut > 0 ? 'impact.peopleWalkOn' : 'impact.peopleToEnd', { count: data?.peopleInside ?? many }),
      },
      {
        name: 'messages',
        value: close && number(total(close.messages)),
        label: t('impact.messages', { count: close ? total(close.messages) : many }),
        detail: byChannel(close?.messages) || null,
      },
      {
        name: 'when',
        value: close && (leaves ? format.dateTime(leaves, { day: 'numeric', month: 'short' }) : '–'),
        label: t(nobody ? 'impact.nobody' : 'impact.lastExit'),
        detail: when.length > 0 ? when.join(' · ') : null,
      },
    ]
  }

  const stopping = (): readonly Figure[] => {
    const stop = data?.stop
    return [
      {
        name: 'people',
        value: data && number(data.peopleInside),
        label: t('impact.peopleStopped', { count: data?.peopleInside ?? many }),
        look: 'severe',
      },
      {
        name: 'messages',
        value: stop && number(total(stop.messages)),
        label: t('impact.messagesLost', { count: stop ? total(stop.messages) : many }),
        detail: byChannel(stop?.messages) || null,
      },
      {
        name: 'when',
        value: data && (nobody ? '–' : t('impact.atOnce')),
        label: t(nobody ? 'impact.nobody' : 'impact.lastStopped'),
      },
      { name: 'nearEnd', value: stop && number(stop.oneStepFromEnd), label: t('impact.oneStep', { count: stop?.oneStepFromEnd ?? many }) },
    ]
  }

  /** The entrances that closing turns away: the next ones that are scheduled, or about how many come one by one in a day. */
  const entrances = (): Figure => {
    const name = 'entrances' as const
    const [next, ...later] = data?.close.nextEntrances ?? []
    if (data === undefined) return { name, value: undefined, label: t('impact.entrances', { count: many }), detail: null }
    const { entrancesNextDay } = data.close
    if (next === undefined)
      return {
        name,
        value: entrancesNextDay === 0 ? number(0) : t('impact.about', { count: entrancesNextDay }),
        label: t('impact.entrances', { count: entrancesNextDay }),
        detail: null,
      }
    const at = (moment: string) => format.dateTime(new Date(moment), { day: 'numeric', month: 'short', hour: 'numeric', minute: 'numeric' })
    const those = later.map(({ at: moment, people }) => t('impact.entranceAt', { count: people, at: at(moment) }))
    return {
      name,
      value: number(next.people),
      label: t('impact.nextEntrance', { count: next.people, at: at(next.at) }),
      detail: those.length > 0 ? t('impact.laterEntrances', { entrances: format.list(those) }) : null,
    }
  }

  return { closing, stopping, entrances }
}
