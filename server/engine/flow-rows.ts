import { channels, findAttribute, type Flow } from '#domain/flow.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Tables } from '#server/store/tables.ts'
import type { Insertable } from 'kysely'

/** The flow of a version as rows, in which the database finds the next step of many people at once. */
interface FlowRows {
  readonly activities: readonly Insertable<Tables['walker_activities']>[]
  readonly branches: readonly Insertable<Tables['walker_branches']>[]
}

/** Converts a flow to rows. Activities have their place in the flow as number: people enter at 0. */
export function createFlowRows(versionKey: number, { activities }: Flow): FlowRows {
  const numbers = new Map(activities.map(({ id }, number) => [id, number]))
  return {
    activities: activities.map((activity, number) => {
      const attribute = findAttribute(activity)
      return {
        version_key: versionKey,
        activity: number,
        id: encodeText(activity.id),
        kind: activity.kind,
        duration: activity.durationMs,
        sends: channels.some((channel) => channel === activity.kind),
        jumps_to: activity.kind === 'jump' && activity.journeyId !== undefined ? encodeText(activity.journeyId) : null,
        attribute: attribute === null ? null : encodeText(attribute),
        branches: activity.next.length,
      }
    }),
    branches: activities.flatMap((activity, number) => {
      let shared = 0
      return activity.next.flatMap(({ to, share, name }) => {
        const [from, upTo] = [shared, shared + share]
        shared = upTo
        const target = numbers.get(to)
        if (target === undefined) return []
        const value = name === undefined ? null : encodeText(name)
        return [{ version_key: versionKey, activity: number, target, share_from: from, share_to: upTo, value }]
      })
    }),
  }
}
