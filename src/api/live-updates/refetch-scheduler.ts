import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { getVersionResource, isSessionKey, versionKeys } from '#api/cache/query-keys.ts'
import { mayRecover } from '#api/queries/polling.ts'

/** How often what is on screen is read again because people walk on, at most, in milliseconds. */
const heartbeatThrottleMs = 1_500

/** What is read again, and when. */
export interface RefetchScheduler {
  /** Something happened to a version. However much happens at once, it is read once. */
  readonly onChange: () => void
  /** People have walked on. */
  readonly onHeartbeat: () => void
  /** The stream of events was interrupted. What it does not tell a second time is read again: who is signed in, and what could not be read. */
  readonly onResumed: () => void
  /** Anything may be different. Resolves once everything on screen has been read again, or could not be. */
  readonly refetchAll: () => Promise<void>
}

const isUnanswered = ({ state }: Query): boolean => state.data === undefined

/** Reads again what the console shows, for as little as is known about what is different. */
export function createRefetchScheduler(client: QueryClient, now: () => number = () => performance.now()): RefetchScheduler {
  let refetching: 'numbers' | 'changes' | null = null
  let again = false
  let resuming = false
  let lastHeartbeat = -Infinity

  const isReadable = ({ queryKey }: Query): boolean => isNotDeleted(client, queryKey)

  /** The numbers in a dialog stand still while somebody decides: they have a time of their own. What is refused stays refused as time goes on. */
  const refetchesOnHeartbeat = (query: Query): boolean =>
    isReadable(query) && getVersionResource(query.queryKey) !== 'impact' && !(query.state.error instanceof ProblemError)

  /**
   * Reads again what is on screen of `which`. A first answer that is still on its way may be older than what has just happened: the query library does
   * not call it off, so it is read once more afterwards.
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
    // It is noticed twice where the stream was called lost.
    if (resuming) return
    resuming = true
    await Promise.resolve()
    resuming = false
    await invalidateAndReread({ predicate: (query) => isSessionKey(query.queryKey) || (isReadable(query) && mayRecover(query)) })
  }

  const refetchChanges = async () => {
    refetching = 'changes'
    do {
      // What comes in the same piece is one change.
      await Promise.resolve()
      again = false
      await invalidateAndReread({ queryKey: versionKeys.all(), predicate: isReadable })
    } while (again)
    refetching = null
  }

  const refetchCounts = async () => {
    refetching = 'numbers'
    lastHeartbeat = now()
    await client.refetchQueries({ queryKey: versionKeys.all(), type: 'active', predicate: refetchesOnHeartbeat }, { cancelRefetch: false })
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
    refetchAll: () => invalidateAndReread({ predicate: isReadable }),
  }
}
