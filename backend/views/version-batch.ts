import type { VersionBatch } from '#api/contract/version-batch.ts'
import { toIso, toMeasurement, toVersionSummary } from './serializers.ts'
import { loadDeletion } from './version.ts'
import type { ViewContext } from './view-context.ts'

/** Loads the versions with these identifiers: the rows of the list, and what is said of deleted and unknown ones. */
export async function loadVersionBatch(context: ViewContext, ids: readonly string[]): Promise<VersionBatch> {
  const { reader, engine, at } = context
  const distinctIds = [...new Set(ids)]
  const found = await reader.versions(distinctIds)
  const foundIds = new Set(found.map(({ id }) => id))
  const present = found.filter(({ deletedAt }) => deletedAt === null)
  const people = await engine.countInside(present, at)
  const deleted = found.filter(({ deletedAt }) => deletedAt !== null)
  return {
    items: present.map((record) => toVersionSummary(record, people.inside.get(record.id) ?? 0, context)),
    deleted: await Promise.all(deleted.map(async (record) => ({ id: record.id, ...(await loadDeletion(context, record)) }))),
    notFound: distinctIds.filter((id) => !foundIds.has(id)),
    asOf: toIso(at),
    ...toMeasurement(people),
  }
}
