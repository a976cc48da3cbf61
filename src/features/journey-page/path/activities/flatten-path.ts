import type { ActivityWithPeople } from '#api/contract/version.ts'

/** An activity with its position in the flattened path. */
export interface PathRow {
  readonly activity: ActivityWithPeople
  /** Number of forks before it. */
  readonly depth: number
  /** The branch that leads to it, if named or partial; `null` if it is the only one. */
  readonly branch: { readonly name: string | null; readonly share: number } | null
}

/** The activities in walking order, each branch to its end before the next. Unreachable activities are omitted. */
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
