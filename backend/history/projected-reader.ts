import { mayHoldPeople } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { listDueVersions, sortChanges } from './due-transitions.ts'
import type { RecordedChange } from './record-change.ts'

/** The largest number of versions that a read projects. The scheduler keeps the real number near zero. */
const maxProjected = 1000

/**
 * A reader that shows the state at `at`, although the transitions due until then may not be written yet: it applies them to what it reads,
 * and writes nothing. The history shows them, too, with the sequences that they would get now.
 */
export async function createProjectedReader(reader: Reader, engine: Engine, at: Instant): Promise<Reader> {
  const due = await listDueVersions(engine, await reader.due(at, maxProjected), at)
  const changes = sortChanges(due)
  return changes.length === 0 ? reader : projectChanges(reader, changes)
}

function projectChanges(reader: Reader, changes: readonly RecordedChange[]): Reader {
  const replacements = new Map(changes.map(({ record }) => [record.id, record]))
  const project = (record: VersionRecord): VersionRecord => replacements.get(record.id) ?? record
  const projectAll = (records: readonly VersionRecord[]) => records.map(project)
  return {
    ...reader,
    version: async (id) => {
      const record = await reader.version(id)
      return record && project(record)
    },
    versions: async (ids) => projectAll(await reader.versions(ids)),
    versionsOf: async (journeyId) => projectAll(await reader.versionsOf(journeyId)),
    allVersionsOf: async (journeyId) => projectAll(await reader.allVersionsOf(journeyId)),
    incomingJumps: async (journeyId) => projectAll(await reader.incomingJumps(journeyId)),
    latestByNameSkeleton: async (nameSkeleton) => projectAll(await reader.latestByNameSkeleton(nameSkeleton)),
    openVersions: async () =>
      (await reader.openVersions()).map((open) => replacements.get(open.id) ?? open).filter(({ status }) => mayHoldPeople(status)),
    endedSince: async (since) => {
      const stored = (await reader.endedSince(since)).filter(({ id }) => !replacements.has(id))
      const replaced = [...replacements.values()].flatMap(({ id, ended }) => (ended ? [{ id, at: ended.at, action: ended.action }] : []))
      return [...stored, ...replaced.filter(({ at }) => at >= since)]
    },
    page: (request) => reader.page({ ...request, replacements }),
    facets: (request) => reader.facets({ ...request, replacements }),
    valueCounts: (request, limit) => reader.valueCounts({ ...request, replacements }, limit),
    history: async (versionId, request) => {
      const { limit, before = Infinity, types } = request
      const latest = await reader.latestSequence()
      const pending = changes.map(({ entry }, index): StoredEntry => ({ ...entry, sequence: latest + 1 + index }))
      const shown = pending.filter(
        (entry) => entry.versionId === versionId && entry.sequence < before && (!types || types.includes(entry.type)),
      )
      return [...shown.toReversed(), ...(await reader.history(versionId, request))].slice(0, limit)
    },
  }
}
