import type { Query, QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '#api/contract/history.ts'
import { ProblemError, InvalidResponseError } from '#api/http/errors.ts'

/*
 * Monotonic reads: once the cache has shown revision r of a version, no later response may replace it by an older one, in any order of
 * arrival. The same holds for computed numbers (by `asOf`) and for history entries. Deleted versions stay deleted.
 */

type Fields = Readonly<Record<string, unknown>>

/** The newest known state of a version, or of a resource that is computed from one. */
interface Snapshot {
  /** Infinity after a deletion. For a history: the sequence of its newest entry. */
  readonly revision: number
  /** Time at which the numbers were computed; empty if the source had no numbers. */
  readonly asOf: string
  /** All fields that were received for this revision. */
  readonly fields: Fields
  /** The newest complete version (the data of its page), if it was received for this revision. */
  readonly page?: Fields | undefined
}
type Snapshots = Map<string, Snapshot>

/** 0: current. 1: same revision, but older numbers. 2: older revision. */
type Staleness = 0 | 1 | 2

/** Maximum number of reads before a stale response counts as invalid. */
const maxAttempts = 3

/** Replaces a deleted version while a tree is patched. */
const tombstone = Symbol('gone')

const snapshotsByClient = new WeakMap<QueryClient, Snapshots>()

const toTextOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '')

const toHistoryKey = (versionId: unknown) => `${toTextOrEmpty(versionId)} history`

function compareSnapshots(snapshot: Pick<Snapshot, 'revision' | 'asOf'>, known: Snapshot | undefined): Staleness {
  if (known === undefined || snapshot.revision > known.revision) return 0
  if (snapshot.revision < known.revision) return 2
  return snapshot.asOf !== '' && snapshot.asOf < known.asOf ? 1 : 0
}

/** Extracts version snapshots from one JSON object, with the cache key of each. `asOf`: computation time of the surrounding numbers. */
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

/** Returns `fields` with the values of `newer` for the names that both have. */
const overlayFields = (fields: Fields, newer: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, name in newer ? newer[name] : value]))

/** Returns a copy in which stale versions are replaced by known newer ones. Calls `onStale` for staleness that could not be repaired. */
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
      // Also take `peopleInside` from the newest list row.
      fields = same ? overlayFields(page, { peopleInside: known.fields['peopleInside'] }) : page
    } else if ('id' in fields) {
      if (known.revision === Infinity) return tombstone
      if (staleness === 2 && !Object.keys(fields).every((name) => name in known.fields)) onStale(2)
      fields = overlayFields(fields, known.fields)
    } else onStale(2)
  }
  const asOf = toTextOrEmpty(fields['asOf'] ?? parentAsOf)
  const parts = Object.entries(fields).map(([name, part]) => [name, patchTree(snapshots, part, onStale, asOf)] as const)
  // An object about a deleted version (such as an overview entry) is removed with the version.
  if (parts.some(([name, part]) => name === 'version' && part === tombstone)) return tombstone
  if (parts.length === Object.keys(data).length && parts.every(([name, part]) => part === (data as Fields)[name])) return data
  if (Array.isArray(data)) return parts.flatMap(([, part]) => (part === tombstone ? [] : [part]))
  return Object.fromEntries(parts.map(([name, part]) => [name, part === tombstone ? null : part]))
}

/** Patches data, and returns the worst staleness that could not be repaired. */
function patchData<T>(snapshots: Snapshots, data: T): readonly [newest: T, staleness: Staleness] {
  let worst: Staleness = 0
  const newest = patchTree(snapshots, data, (staleness) => (worst = staleness > worst ? staleness : worst))
  return [newest as T, worst]
}

/** Patches the data of one query. If some staleness remains, invalidates the query, so that it is refetched before it is shown again. */
function patchQuery(snapshots: Snapshots, query: Query): void {
  const { data } = query.state
  const [newest, staleness] = patchData(snapshots, data)
  // Keep `dataUpdatedAt`: patched data is not newly fetched.
  if (newest !== data) query.setState({ data: newest })
  if (staleness > 0) query.invalidate()
}

function getSnapshots(client: QueryClient): Snapshots {
  const known = snapshotsByClient.get(client)
  if (known) return known
  const snapshots: Snapshots = new Map()
  snapshotsByClient.set(client, snapshots)
  // Patch on every cache update: a cancelled fetch restores its previous data, and page 1 of an infinite query is older than page n.
  client.getQueryCache().subscribe(({ type, query }) => type === 'updated' && patchQuery(getSnapshots(client), query as Query))
  return snapshots
}

/** Clears all snapshots after a change of the backend's epoch: revisions of two epochs cannot be compared. */
export function resetSnapshots(client: QueryClient): void {
  if (snapshotsByClient.has(client)) snapshotsByClient.set(client, new Map())
}

/** True if any response, problem, history or event reported the version as deleted. */
export const isDeleted = (client: QueryClient, id: string): boolean => snapshotsByClient.get(client)?.get(id)?.revision === Infinity

function mergeAndPatch<T>(client: QueryClient, data: T): readonly [newest: T, staleness: Staleness] {
  const snapshots = getSnapshots(client)
  recordSnapshots(snapshots, data)
  for (const query of client.getQueryCache().getAll()) patchQuery(snapshots, query)
  return patchData(snapshots, data)
}

/**
 * Merges a response, a problem or a change event into the snapshots, and patches all cached queries at once. Returns the data with stale
 * parts replaced by newer ones. A complete version stays unpatched if only a part of the newer revision is known.
 */
export const mergeIntoCache = <T>(client: QueryClient, data: T): T => mergeAndPatch(client, data)[0]

/**
 * Reads until the response is not stale, at most `maxAttempts` times. `latestEntryOf`: returns the newest entry of a history that is read
 * from its beginning. Throws the errors of `read`, and `InvalidResponseError` if every response is stale.
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
    // The request was sent before the epoch changed: its response cannot be compared.
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
