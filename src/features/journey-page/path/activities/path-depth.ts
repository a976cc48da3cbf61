import type { ActivityWithPeople } from '#api/contract/version.ts'
import { flattenPath } from './flatten-path.ts'

/** Number of activities on the longest branch of the path: the height of the graph follows from it. */
export function computePathDepth(activities: readonly ActivityWithPeople[]): number {
  const depthById = new Map<string, number>()
  // Reverse walking order, so that the targets of an activity are counted before it.
  for (const { activity } of flattenPath(activities).toReversed())
    depthById.set(activity.id, 1 + Math.max(0, ...activity.next.map(({ to }) => depthById.get(to) ?? 0)))
  return Math.max(0, ...depthById.values())
}
