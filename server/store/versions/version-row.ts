import { createStoredVersion, keysVersion } from '#backend/store/keys/stored-version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { mayHoldPeople, statuses } from '#domain/lifecycle.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { VersionsTable } from '#server/store/tables.ts'
import type { Insertable } from 'kysely'

/** The row of a version, with the keys by which it is searched and sorted. */
export function createVersionRow(record: VersionRecord): Insertable<VersionsTable> {
  const { keys } = createStoredVersion(record)
  const isDeleted = record.deletedAt !== null
  return {
    id: encodeText(record.id),
    journey_id: encodeText(record.journeyId),
    revision: record.revision,
    number: record.number,
    is_latest: record.latest,
    is_deleted: isDeleted,
    is_open: !isDeleted && mayHoldPeople(record.status),
    status_rank: statuses.indexOf(record.status),
    updated_at: record.updatedAt,
    ended_at: record.ended?.at ?? null,
    ended_by: record.ended?.action ?? null,
    due_at: record.dueAt,
    name_sort_key: encodeText(keys.nameSortKey),
    name_skeleton: encodeText(keys.nameSkeleton),
    search_text: encodeText(keys.searchText),
    search_ids: encodeText(keys.searchIds),
    jumps_into: keys.jumpsInto.map(encodeText),
    used_things: keys.uses.map(encodeText),
    entry_type: record.flow.entry.type,
    tags: record.tags.map(encodeText),
    created_by: encodeText(record.createdBy.id),
    created_by_name: encodeText(record.createdBy.name),
    published_at: record.publishedAt,
    published_by: record.publishedBy === null ? null : encodeText(record.publishedBy.id),
    published_by_name: encodeText(record.publishedBy?.name ?? ''),
    ended_reason: record.ended?.reason ?? null,
    keys_version: keysVersion,
    record: encodeJson(record),
  }
}
