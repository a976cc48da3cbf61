import type { HistoryEntry } from '#api/contract/history.ts'
import type { Version } from '#api/contract/version.ts'
import type { Instant } from '#domain/version.ts'
import { entryOf, versionOf } from './present.ts'
import type { VersionRecord } from './record.ts'
import type { Reader } from './store.ts'

/** The state of a version as `ETag` and `If-Match` name it. */
export const etagOf = ({ revision }: VersionRecord): string => `"r${revision}"`

/** A version as its page shows it, with the other versions of its journey. One that was deleted is shown among them for the last time. */
export async function show(reader: Reader, record: VersionRecord, at: Instant): Promise<Version> {
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  return versionOf(
    record,
    [record, ...others].toSorted((one, other) => other.number - one.number),
    at,
  )
}

/** The last thing that happened to a version. */
export async function lastOf(reader: Reader, versionId: string): Promise<HistoryEntry | undefined> {
  const [last] = await reader.history(versionId, 1)
  return last && entryOf(last)
}
