import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { getClientState } from '#api/cache/client-state.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { getVersionResource, isSessionKey, versionKeys } from '#api/cache/query-keys.ts'
import { mayRecover } from '#api/queries/polling.ts'

/** Minimum time between two refetches that heartbeats trigger, in milliseconds. */
const heartbeatThrottleMs = 1_500

/** Decides which queries are refetched after each kind of live event. */
export interface RefetchScheduler {
  /** A version or a batch has changed. Simultaneous changes are coalesced into one refetch. */
  readonly onChange: () => void
  /** A heartbeat arrived: people may have moved along the path. Of what is on screen, that which was read longest ago is refetched. */
  readonly onHeartbeat: () => void
  /** The stream resumed after an interruption. Refetches the state that is not replayed: the session, and queries that failed. */
  readonly onResumed: () => void
  /** Refetches everything, with all pages of the list. Resolves when each refetch has succeeded or failed. */
  readonly refetchAll: () => Promise<void>
}

/** Whether its numbers change as people walk on, without any event. */
const changesWithTime = ({ queryKey }: Query): boolean => {
  const resource = getVersionResource(queryKey)
  return resource === 'list' || resource === 'detail' || resource === 'population' || resource === 'overview'
}

/** The query that was read longest ago. */
const findOldest = (queries: readonly Query[]): Query | undefined =>
  queries.toSorted((one, other) => one.state.dataUpdatedAt - other.state.dataUpdatedAt)[0]

const isUnanswered = ({ state }: Query): boolean => state.data === undefined

/** Coalesces refetches triggered by live events, and limits each to the queries that the event can affect. */
export function createRefetchScheduler(client: QueryClient, now: () => number = () => performance.now()): RefetchScheduler {
  let refetching: 'numbers' | 'changes' | null = null
  let again = false
  let resuming = false
  let lastHeartbeat = -Infinity

  const isReadable = ({ queryKey }: Query): boolean => isNotDeleted(client, queryKey)

  /** Impact numbers in a dialog are refetched on their own schedule. A rejected query stays rejected as time passes. */
  const refetchesOnHeartbeat = (query: Query): boolean =>
    isReadable(query) && changesWithTime(query) && !(query.state.error instanceof ProblemError)

  /**
   * Invalidates the queries that match `which`. The query library does not cancel a first fetch in flight, and its response may be older
   * than the change. Such a query is therefore refetched once more afterwards.
   */
  const invalidateAndReread = async (which: QueryFilters): Promise<void> => {
    const unanswered = new Set(
      client
        .getQueryCache()
        .findAll({ ...which, type: 'active', fetchStatus: 'fetching' })
        .filter(isUnanswered),
    )
    await client.invalidateQueries(which)
    if (unanswered.size > 0) await client.invalidateQueries({ predicate: (query) => unanswered.has(query) && isReadable(query) })
  }

  const resume = async (): Promise<void> => {
    // A resume is reported twice if the connection was reported as lost before.
    if (resuming) return
    resuming = true
    await Promise.resolve()
    resuming = false
    await invalidateAndReread({ predicate: (query) => isSessionKey(query.queryKey) || (isReadable(query) && mayRecover(query)) })
  }

  const refetchChanges = async () => {
    refetching = 'changes'
    do {
      // Changes that arrive in the same chunk are coalesced.
      await Promise.resolve()
      again = false
      await invalidateAndReread({ queryKey: versionKeys.all(), predicate: isReadable })
    } while (again)
    refetching = null
  }

  const refetchCounts = async () => {
    refetching = 'numbers'
    lastHeartbeat = now()
    // One a heartbeat: an open console costs the backend one read at a time, whatever it shows.
    const oldest = findOldest(
      client.getQueryCache().findAll({ queryKey: versionKeys.all(), type: 'active', predicate: refetchesOnHeartbeat }),
    )
    await client.refetchQueries({ predicate: (query) => query === oldest }, { cancelRefetch: false })
    if (refetching === 'numbers') refetching = null
  }

  return {
    onChange: () => {
      if (refetching === 'changes') again = true
      else void refetchChanges()
    },
    onHeartbeat: () => {
      if (refetching === null && now() - lastHeartbeat >= heartbeatThrottleMs) void refetchCounts()
    },
    onResumed: () => void resume(),
    refetchAll: () => {
      getClientState(client).screen.isOutdated = true
      return invalidateAndReread({ predicate: isReadable })
    },
  }
}
