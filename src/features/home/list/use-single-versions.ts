import { QueryObserver, useQueryClient, type QueryState } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import type { Version } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/errors.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { SingleVersion } from './stable-rows.ts'

/** Classifies what is known of a version. One that is merely forbidden now keeps its last values. */
function classifyVersion(state: QueryState<Version> | undefined): SingleVersion<Version> {
  const problem = state?.error instanceof ProblemError ? state.error.problem : null
  if (problem?.code === 'deleted') return { kind: 'deleted', entry: problem.latestEntry }
  if (problem?.status === 404 || typeof state?.data?.deletedAt === 'string') return { kind: 'gone' }
  return state?.data ? { kind: 'loaded', row: state.data } : { kind: 'loading' }
}

/** Reads versions one by one, and again when they may have changed. */
export function useSingleVersions(ids: readonly string[]): ReadonlyMap<string, SingleVersion<Version>> {
  const client = useQueryClient()
  const [, rerender] = useReducer((times: number) => times + 1, 0)
  const joinedIds = ids.join('\n')
  // Subscribes to the cache directly: the `useQueries` hook would add a kilobyte to the first load.
  useEffect(() => {
    const unsubscribers =
      joinedIds === ''
        ? []
        : joinedIds.split('\n').map((id) => new QueryObserver(client, { ...versionOptions(id), retry: 0 }).subscribe(rerender))
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe())
  }, [client, joinedIds])
  return new Map(ids.map((id) => [id, classifyVersion(client.getQueryState(versionOptions(id).queryKey))]))
}
