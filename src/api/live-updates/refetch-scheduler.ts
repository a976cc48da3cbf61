import type { Query, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { getVersionResource, versionKeys } from '#api/cache/query-keys.ts'

/** How often what is on screen is read again because people walk on, at most, in milliseconds. */
const heartbeatThrottleMs = 1_500

/** What is read again, and when. */
export interface RefetchScheduler {
  /** Something happened to a version. However much happens at once, it is read once. */
  readonly onChange: () => void
  /** People have walked on. */
  readonly onHeartbeat: () => void
  /** Anything may be different. Resolves once everything on screen has been read again, or could not be. */
  readonly refetchAll: () => Promise<void>
}

/** Reads again what the console shows, for as little as is known about what is different. */
export function createRefetchScheduler(client: QueryClient, now: () => number = () => performance.now()): RefetchScheduler {
  let refetching: 'numbers' | 'changes' | null = null
  let again = false
  let lastHeartbeat = -Infinity

  const isReadable = ({ queryKey }: Query): boolean => isNotDeleted(client, queryKey)

  /** The numbers in a dialog stand still while somebody decides: they have a time of their own. What is refused stays refused as time goes on. */
  const refetchesOnHeartbeat = (query: Query): boolean =>
    isReadable(query) && getVersionResource(query.queryKey) !== 'impact' && !(query.state.error instanceof ProblemError)

  const refetchChanges = async () => {
    refetching = 'changes'
    do {
      // What comes in the same piece is one change.
      await Promise.resolve()
      again = false
      await client.invalidateQueries({ queryKey: versionKeys.all(), predicate: isReadable })
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
    refetchAll: () => client.invalidateQueries({ predicate: isReadable }),
  }
}
