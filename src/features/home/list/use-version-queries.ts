import { QueryObserver, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { versionOptions } from '#api/queries/version.ts'

/** Reads versions one by one, and again when they may have changed. Each result is `undefined` until it has loaded. */
export function useVersionQueries(ids: readonly string[]) {
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
  return ids.map((id) => client.getQueryState(versionOptions(id).queryKey))
}
