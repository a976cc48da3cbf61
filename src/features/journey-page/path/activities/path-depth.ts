import type { ActivityWithPeople } from '#api/contract/version.ts'
import { layOut } from './flatten-path.ts'

/** How many activities the longest way through the path has: as high as it will be drawn. */
export function levelsOf(activities: readonly ActivityWithPeople[]): number {
  const levels = new Map<string, number>()
  // Backwards in walking order, so that what an activity leads to has been counted before it.
  for (const { activity } of layOut(activities).toReversed())
    levels.set(activity.id, 1 + Math.max(0, ...activity.next.map(({ to }) => levels.get(to) ?? 0)))
  return Math.max(0, ...levels.values())
}
