import type { ActivityWithPeople } from '#api/contract/version.ts'

/** An activity in its place in the list. */
export interface PathRow {
  readonly activity: ActivityWithPeople
  /** How many branchings lie before it. */
  readonly depth: number
  /** The named or partial way that leads to it; `null` where it is the only way. */
  readonly branch: { readonly name: string | null; readonly share: number } | null
}

/** The activities in walking order, each branch followed to its end before the next. What nothing leads to is left out. */
export function flattenPath(activities: readonly ActivityWithPeople[]): readonly PathRow[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const rows: PathRow[] = []
  const [first] = activities
  const pending: PathRow[] = first ? [{ activity: first, depth: 0, branch: null }] : []
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { activity, depth } = next
    rows.push(next)
    byId.delete(activity.id)
    const isFork = activity.next.length > 1
    for (const edge of activity.next.toReversed()) {
      const target = byId.get(edge.to)
      if (target !== undefined) pending.push({ activity: target, depth: isFork ? depth + 1 : depth, branch: isFork ? edge : null })
    }
  }
  return rows
}
