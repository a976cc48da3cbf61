import type { ActivityWithPeople } from '#api/contract/version.ts'
import { flattenPath } from './flatten-path.ts'

/** How many activities the longest way through the path has: as high as it will be drawn. */
export function computePathDepth(activities: readonly ActivityWithPeople[]): number {
  const depthById = new Map<string, number>()
  // Backwards in walking order, so that what an activity leads to has been counted before it.
  for (const { activity } of flattenPath(activities).toReversed())
    depthById.set(activity.id, 1 + Math.max(0, ...activity.next.map(({ to }) => depthById.get(to) ?? 0)))
  return Math.max(0, ...depthById.values())
}
