import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { batchKeys } from '#api/cache/batch-keys.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { batchListRoute, batchRoute, type Batch } from '#api/contract/batches/batch.ts'
import { preflightRoute, type Preflight } from '#api/contract/batches/preflight.ts'
import type { PreflightRequest } from '#api/contract/batches/preflight-request.ts'
import { requestJson } from '#api/http/request.ts'
import type { BatchItemState } from '#domain/batch.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** Poll interval while a batch runs, in milliseconds. Events report its progress at once; an event may be lost between two connections. */
const runningPollMs = 5_000

const pollWithoutStream = pollWhenDisconnected(versionPollMs)

/** The poll interval of a query that shows these batches: while one runs, and otherwise only without a stream. */
function choosePollInterval(query: Parameters<typeof pollWithoutStream>[0], batches: readonly Batch[] = []): number | false {
  const interval = pollWithoutStream(query)
  const isSignedIn = query.meta?.connection.getState().sessionExpired === null
  return interval === false && isSignedIn && batches.some(({ endedAt }) => endedAt === null) ? runningPollMs : interval
}

const toPageQuery = (cursor: string | null): URLSearchParams => new URLSearchParams(cursor === null ? {} : { cursor })

/** The batches of all users, newest first, as an infinite query. */
export const batchesOptions = () =>
  infiniteQueryOptions({
    queryKey: batchKeys.list(),
    queryFn: ({ client, pageParam, signal }) =>
      requestJson(getConnection(client), batchListRoute, {}, { query: toPageQuery(pageParam), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: (query) =>
      choosePollInterval(
        query,
        query.state.data?.pages.flatMap(({ items }) => items),
      ),
  })

/** A batch and its items, those in one state or all, as an infinite query. */
export const batchOptions = (id: string, state: BatchItemState | null) =>
  infiniteQueryOptions({
    queryKey: batchKeys.details(id, state),
    queryFn: ({ client, pageParam, signal }) => {
      const query = toPageQuery(pageParam)
      if (state !== null) query.set('state', state)
      return requestJson(getConnection(client), batchRoute, { id }, { query, signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: (query) => choosePollInterval(query, query.state.data?.pages),
  })

/** Freezes a selection, and returns what ending it would do. The request changes nothing that anyone sees: it may be sent again. */
export const requestPreflight = (client: QueryClient, selection: PreflightRequest, signal?: AbortSignal): Promise<Preflight> =>
  requestJson(
    getConnection(client),
    preflightRoute,
    {},
    { headers: { 'content-type': 'application/json' }, body: JSON.stringify(selection), ...(signal && { signal }) },
  )
