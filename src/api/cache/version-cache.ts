import type { InfiniteData, Query, QueryCache } from '@tanstack/react-query'
import { getVersionResource } from './query-keys.ts'
import type { Responses } from './response-parts.ts'
import { createVersionSnapshots, type Patched, type VersionSnapshots } from './version-snapshots.ts'

type Response = Responses[keyof Responses]

/** One cached response: the data of a query, or one page of an infinite query. */
interface CachedPart extends Patched<Response> {
  readonly query: Query
}

/** What one console has been told about each version, and where its query cache holds it. */
export interface VersionCache extends Pick<VersionSnapshots, 'isDeleted' | 'compareHistory'> {
  /** Learns from a response, a problem or an event, and patches all cached responses about its versions. Returns it patched, too. */
  readonly merge: <R extends keyof Responses>(resource: R, response: Responses[R]) => Patched<Responses[R]>
  /** Number of calls of `reset`. */
  readonly getEpoch: () => number
  /** Forgets everything: revisions of two epochs of the backend cannot be compared. */
  readonly reset: () => void
}

const infiniteResources: readonly unknown[] = ['list', 'history']

const isInfinite = ({ queryKey }: Query): boolean => infiniteResources.includes(getVersionResource(queryKey))

function getResponses(query: Query): readonly Response[] {
  const data: unknown = query.state.data
  if (data === undefined) return []
  return isInfinite(query) ? (data as InfiniteData<Response>).pages : [data as Response]
}

/** The key of a query names the type of its data. */
const patchResponse = (snapshots: VersionSnapshots, query: Query, response: Response): Patched<Response> =>
  snapshots.patch(getVersionResource(query.queryKey) as 'list', response as Responses['list'])

/**
 * Keeps an index from each version to the cached responses that describe it, so that a response that arrives costs time in proportion to
 * itself. Follows the query cache: what is put into it is patched at once, because a cancelled fetch restores older data, and the first page
 * of an infinite query is older than its last.
 */
export function createVersionCache(cache: QueryCache): VersionCache {
  const snapshots = createVersionSnapshots()
  const partsByQuery = new Map<Query, readonly CachedPart[]>()
  const partsById = new Map<string, Set<CachedPart>>()
  let epoch = 0

  const addPart = (query: Query, response: Response): CachedPart => {
    const part = { query, ...patchResponse(snapshots, query, response) }
    for (const id of part.ids) partsById.set(id, (partsById.get(id) ?? new Set()).add(part))
    return part
  }
  const removePart = (part: CachedPart): void => {
    for (const id of part.ids) partsById.get(id)?.delete(part)
  }

  /** Puts patched responses into the query. What could not be repaired is invalidated: it is read again before it is shown again. */
  const writeParts = (query: Query, parts: readonly CachedPart[]): void => {
    partsByQuery.set(query, parts)
    const responses = getResponses(query)
    if (parts.some(({ data }, index) => data !== responses[index])) {
      const pages = parts.map(({ data }) => data)
      // Keep `dataUpdatedAt`: patched data is not newly fetched.
      query.setState({ data: isInfinite(query) ? { ...(query.state.data as InfiniteData<Response>), pages } : pages[0] })
    }
    if (parts.some(({ staleness }) => staleness !== 'current')) query.invalidate()
  }

  /** Follows a change of the query. Responses that are in the index already are not looked at again. */
  const followQuery = (query: Query): void => {
    const before = partsByQuery.get(query) ?? []
    const parts = getResponses(query).map((response, index) => {
      const part = before[index]
      return part?.data === response ? part : addPart(query, response)
    })
    before.forEach((part, index) => part !== parts[index] && removePart(part))
    writeParts(query, parts)
  }

  const patchVersions = (ids: ReadonlySet<string>): void => {
    const found = new Set([...ids].flatMap((id) => [...(partsById.get(id) ?? [])]))
    const replacements = new Map<CachedPart, CachedPart>()
    for (const part of found) {
      removePart(part)
      replacements.set(part, addPart(part.query, part.data))
    }
    for (const query of new Set([...found].map((part) => part.query)))
      writeParts(
        query,
        (partsByQuery.get(query) ?? []).map((part) => replacements.get(part) ?? part),
      )
  }

  cache.subscribe(({ type, query }: { readonly type: string; readonly query: Query }) => {
    if (getVersionResource(query.queryKey) === undefined) return
    if (type === 'updated') followQuery(query)
    if (type !== 'removed') return
    partsByQuery.get(query)?.forEach(removePart)
    partsByQuery.delete(query)
  })

  return {
    isDeleted: snapshots.isDeleted,
    compareHistory: snapshots.compareHistory,
    merge: (resource, response) => {
      patchVersions(snapshots.record(resource, response))
      return snapshots.patch(resource, response)
    },
    getEpoch: () => epoch,
    reset: () => {
      epoch++
      snapshots.clear()
    },
  }
}
