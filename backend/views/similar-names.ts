import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

/** The largest number of similar names in a response. */
const maxResults = 5

/** The latest versions of journeys whose names look like `name`, ordered by name; without the journey `except`. */
export async function findSimilarNames(reader: Reader, name: string, except?: string): Promise<readonly VersionRecord[]> {
  return (await reader.latestByNameSkeleton(createNameSkeleton(name)))
    .filter(({ journeyId }) => journeyId !== except)
    .toSorted((one, other) => compareText(one.name, other.name) || compareText(one.id, other.id))
    .slice(0, maxResults)
}
