import { QueryObserver, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { versionOptions } from '#api/queries/version.ts'

/** Versions that are read one by one, and again whenever they may have changed: what is known of each, `undefined` before anything is. */
export function useVersions(ids: readonly string[]) {
  const client = useQueryClient()
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const all = ids.join('\n')
  // What is remembered of them lies outside of React. Not by a hook of the library: a first look would cost a kilobyte more.
  useEffect(() => {
    const ends =
      all === '' ? [] : all.split('\n').map((id) => new QueryObserver(client, { ...versionOptions(id), retry: 0 }).subscribe(redraw))
    return () => ends.forEach((end) => end())
  }, [client, all])
  return ids.map((id) => client.getQueryState(versionOptions(id).queryKey))
}
