import { QueryObserver, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { versionOptions } from '#api/queries/version.ts'

/** Versions that are read one by one, and again whenever they may have changed: what is known of each, `undefined` before anything is. */
export function useVersionQueries(ids: readonly string[]) {
  const client = useQueryClient()
  const [, rerender] = useReducer((times: number) => times + 1, 0)
  const joinedIds = ids.join('\n')
  // What is remembered of them lies outside of React. Not by a hook of the library: a first look would cost a kilobyte more.
  useEffect(() => {
    const unsubscribers =
      joinedIds === ''
        ? []
        : joinedIds.split('\n').map((id) => new QueryObserver(client, { ...versionOptions(id), retry: 0 }).subscribe(rerender))
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe())
  }, [client, joinedIds])
  return ids.map((id) => client.getQueryState(versionOptions(id).queryKey))
}
