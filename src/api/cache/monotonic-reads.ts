import type { Query, QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '#api/contract/history.ts'
import { ProblemError, InvalidResponseError } from '#api/http/errors.ts'

/*
 * No answer undoes what an earlier one has told, whichever was given first: no version goes back to an older revision, its numbers to an older
 * count; no history loses a line; nothing that was deleted returns.
 */

type Fields = Readonly<Record<string, unknown>>

/** The newest that was told of a version, or of what is computed or listed about one. */
interface Snapshot {
  /** Infinity once it was deleted; of a history, its newest line. */
  readonly revision: number
  /** When its numbers were computed; empty where none were told. */
  readonly asOf: string
  /** As much as was told of it in that revision. */
  readonly fields: Fields
  /** The newest with everything its page shows, if that was told in that revision. */
  readonly page?: Fields | undefined
}
type Snapshots = Map<string, Snapshot>

/** How far something is behind: not at all; by numbers that go on by themselves; by more. */
type Staleness = 0 | 1 | 2

/** How often something is read before an answer that is behind counts as none. */
const maxAttempts = 3

/** Stands in for a version that was deleted. */
const tombstone = Symbol('gone')

const snapshotsByClient = new WeakMap<QueryClient, Snapshots>()

const toTextOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '')

const toHistoryKey = (versionId: unknown) => `${toTextOrEmpty(versionId)} history`

function compareSnapshots(snapshot: Pick<Snapshot, 'revision' | 'asOf'>, known: Snapshot | undefined): Staleness {
  if (known === undefined || snapshot.revision > known.revision) return 0
  if (snapshot.revision < known.revision) return 2
  return snapshot.asOf !== '' && snapshot.asOf < known.asOf ? 1 : 0
}

/** What one object of an answer tells, and under which keys that is remembered. `asOf`: when the numbers around it were computed. */
function extractSnapshots(fields: Fields, asOf: string): readonly (readonly [key: string, snapshot: Snapshot])[] {
  const { id, versionId, revision, sequence, deletedAt, type, range } = fields
  const bare = { asOf: '', fields: {} }
  if (typeof revision === 'number') {
    const snapshot = { revision: typeof deletedAt === 'string' ? Infinity : revision, asOf, fields }
    if (id !== undefined) return [[toTextOrEmpty(id), 'activities' in fields ? { ...snapshot, page: fields } : snapshot]]
    return [
      [toTextOrEmpty(versionId), { ...bare, revision }],
      [`${toTextOrEmpty(versionId)} ${toTextOrEmpty(range)}`, { ...bare, revision, asOf }],
    ]
  }
  if (typeof sequence !== 'number' || versionId === undefined) return []
  const entry = [toHistoryKey(versionId), { ...bare, revision: sequence }] as const
  return type === 'delete' ? [entry, [toTextOrEmpty(versionId), { ...bare, revision: Infinity }]] : [entry]
}

function recordSnapshots(snapshots: Snapshots, data: unknown, parentAsOf = ''): void {
  if (typeof data !== 'object' || data === null) return
  const asOf = 'asOf' in data ? toTextOrEmpty(data.asOf) : parentAsOf
  for (const [key, found] of extractSnapshots(data as Fields, asOf)) {
    const before = snapshots.get(key)
    if (compareSnapshots(found, before) > 0) continue
    const same = before?.revision === found.revision
    snapshots.set(
      key,
      same ? { ...before, ...found, asOf: found.asOf || before.asOf, fields: { ...before.fields, ...found.fields } } : found,
    )
  }
  for (const part of Object.values(data)) recordSnapshots(snapshots, part, asOf)
}

/** Takes from `newer` what `fields` has, too. */
const overlayFields = (fields: Fields, newer: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, name in newer ? newer[name] : value]))

/** As `data`, with the newest known in place of what is behind. `onStale` is called with how far something is behind nevertheless. */
function patchTree(snapshots: Snapshots, data: unknown, onStale: (staleness: Staleness) => void, parentAsOf = ''): unknown {
  if (typeof data !== 'object' || data === null) return data
  let fields = data as Fields
  for (const [key, snapshot] of 'revision' in fields ? extractSnapshots(fields, toTextOrEmpty(fields['asOf'] ?? parentAsOf)) : []) {
    const known = snapshots.get(key)
    const staleness = compareSnapshots(snapshot, known)
    if (staleness === 0 || known === undefined) continue
    if (snapshot.page) {
      const page = known.page && compareSnapshots(snapshot, { ...known, asOf: toTextOrEmpty(known.page['asOf']) }) > 0 ? known.page : fields
      const same = page === known.page || staleness === 1
      onStale(same ? (page['asOf'] === known.asOf ? 0 : 1) : 2)
      // Of its numbers, the one that rows tell, too.
      fields = same ? overlayFields(page, { peopleInside: known.fields['peopleInside'] }) : page
    } else if ('id' in fields) {
      if (known.revision === Infinity) return tombstone
      if (staleness === 2 && !Object.keys(fields).every((name) => name in known.fields)) onStale(2)
      fields = overlayFields(fields, known.fields)
    } else onStale(2)
  }
  const asOf = toTextOrEmpty(fields['asOf'] ?? parentAsOf)
  const parts = Object.entries(fields).map(([name, part]) => [name, patchTree(snapshots, part, onStale, asOf)] as const)
  // What is said about a version goes with it.
  if (parts.some(([name, part]) => name === 'version' && part === tombstone)) return tombstone
  if (parts.length === Object.keys(data).length && parts.every(([name, part]) => part === (data as Fields)[name])) return data
  if (Array.isArray(data)) return parts.flatMap(([, part]) => (part === tombstone ? [] : [part]))
  return Object.fromEntries(parts.map(([name, part]) => [name, part === tombstone ? null : part]))
}

/** Renews data, and says how far it is behind nevertheless. */
function patchData<T>(snapshots: Snapshots, data: T): readonly [newest: T, staleness: Staleness] {
  let worst: Staleness = 0
  const newest = patchTree(snapshots, data, (staleness) => (worst = staleness > worst ? staleness : worst))
  return [newest as T, worst]
}

/** Lets a query not be behind. What of it cannot be made newer is read again before it is shown the next time. */
function patchQuery(snapshots: Snapshots, query: Query): void {
  const { data } = query.state
  const [newest, staleness] = patchData(snapshots, data)
  // Not as if it had been read just now.
  if (newest !== data) query.setState({ data: newest })
  if (staleness > 0) query.invalidate()
}

function getSnapshots(client: QueryClient): Snapshots {
  const known = snapshotsByClient.get(client)
  if (known) return known
  const snapshots: Snapshots = new Map()
  snapshotsByClient.set(client, snapshots)
  // What is called off goes back to what it was before; and of pages that are read one after the other, the first is old when the last one comes.
  client.getQueryCache().subscribe(({ type, query }) => type === 'updated' && patchQuery(getSnapshots(client), query as Query))
  return snapshots
}

/** Everything begins anew: in another history of the backend, what was told so far may be newer than what is true. */
export function resetSnapshots(client: QueryClient): void {
  if (snapshotsByClient.has(client)) snapshotsByClient.set(client, new Map())
}

/** Whether any response, refusal, history or event said that the version was deleted. */
export const isDeleted = (client: QueryClient, id: string): boolean => snapshotsByClient.get(client)?.get(id)?.revision === Infinity

function mergeAndPatch<T>(client: QueryClient, data: T): readonly [newest: T, staleness: Staleness] {
  const snapshots = getSnapshots(client)
  recordSnapshots(snapshots, data)
  for (const query of client.getQueryCache().getAll()) patchQuery(snapshots, query)
  return patchData(snapshots, data)
}

/**
 * Takes in what the backend has told of versions: an answer, a problem, a change. Returns it with the newest known in place of what is older; a
 * whole version stays as it was told if only a part of what is newer is known. Whatever else the console remembers is made as new at once.
 */
export const mergeIntoCache = <T>(client: QueryClient, data: T): T => mergeAndPatch(client, data)[0]

/**
 * Reads something, and again while it is behind what was told before, a few times at most. `latestEntryOf`: the newest line of a history that is read from its
 * beginning. Throws as `read` does, and `InvalidResponseError` when nothing comes but what is behind.
 */
export async function fetchMonotonic<T>(
  client: QueryClient,
  read: () => Promise<T>,
  latestEntryOf?: (answer: T) => Pick<HistoryEntry, 'versionId' | 'sequence'>,
): Promise<T> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const snapshots = getSnapshots(client)
    const isSameEpoch = () => snapshots === getSnapshots(client)
    const answer = await read().catch((error: unknown) => {
      if (error instanceof ProblemError && isSameEpoch()) mergeIntoCache(client, error.problem)
      throw error
    })
    // Asked before everything began anew.
    if (!isSameEpoch()) continue
    const latestEntry = latestEntryOf?.(answer)
    const historyStaleness = latestEntry
      ? compareSnapshots({ revision: latestEntry.sequence, asOf: '' }, snapshots.get(toHistoryKey(latestEntry.versionId)))
      : 0
    const [newest, staleness] = mergeAndPatch(client, answer)
    if (historyStaleness + staleness < (attempt < maxAttempts ? 1 : 2)) return newest
  }
  throw new InvalidResponseError('older than what was told before')
}
