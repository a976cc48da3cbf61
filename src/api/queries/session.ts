import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { sessionSchema } from '#api/contract/session.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected } from './polling.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { isSessionKey, sessionKey } from '#api/cache/query-keys.ts'
import { refetchAsStale } from '#api/cache/stale-data.ts'
import { markSessionActive, getSessionExpired } from '#api/session/session-expiry.ts'

/** How often it is read again, in milliseconds, while nobody tells of changes: a permission can be taken away at any time. */
const pollEvery = pollWhenDisconnected(15_000)

/** How often it is looked, in milliseconds, whether somebody is signed in again, once nobody is. */
const signInCheckMs = 3_000

/** Somebody is signed in again: all the rest has to be read again before anything can be done with it. */
function resumeSession(client: QueryClient): void {
  const isOtherQuery = ({ queryKey }: { readonly queryKey: QueryKey }) => !isSessionKey(queryKey) && isNotDeleted(client, queryKey)
  void refetchAsStale(client, () => client.invalidateQueries({ predicate: isOtherQuery }))
  markSessionActive()
}

/** Who is signed in, and what that person may do. */
export const sessionOptions = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => {
    const expired = getSessionExpired()
    const session = await requestJson(sessionSchema, '/api/session', { signal })
    // An answer to what was asked before is no news.
    if (expired !== null && getSessionExpired() === expired) resumeSession(client)
    return session
  },
  refetchInterval: () => (getSessionExpired() === null ? pollEvery() : signInCheckMs),
})
