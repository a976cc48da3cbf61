import type { ActivityWithPeople } from '#api/contract/version.ts'

/** An activity in its place in the list. */
export interface Placed {
  readonly activity: ActivityWithPeople
  /** How many branchings lie before it. */
  readonly depth: number
  /** The named or partial way that leads to it; `null` where it is the only way. */
  readonly branch: { readonly name: string | null; readonly share: number } | null
}

/** The activities in walking order, each branch followed to its end before the next. What nothing leads to is left out. */
export function layOut(activities: readonly ActivityWithPeople[]): readonly Placed[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const placed: Placed[] = []
  const [first] = activities
  const waiting: Placed[] = first ? [{ activity: first, depth: 0, branch: null }] : []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { activity, depth } = next
    placed.push(next)
    byId.delete(activity.id)
    const forks = activity.next.length > 1
    for (const way of activity.next.toReversed()) {
      const target = byId.get(way.to)
      if (target !== undefined) waiting.push({ activity: target, depth: forks ? depth + 1 : depth, branch: forks ? way : null })
    }
  }
  return placed
}
