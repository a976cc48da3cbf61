import { queryOptions, type Query, type QueryClient } from '@tanstack/react-query'
import { sessionSchema, type Session } from '#api/contract/session.ts'
import { requestJson } from '#api/http/request.ts'
import { mayRecover, pollWhenDisconnected } from './polling.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { isSessionKey, sessionKey } from '#api/cache/query-keys.ts'
import { refetchAsStale } from '#api/cache/stale-data.ts'
import { markSessionActive, getSessionExpired } from '#api/session/session-expiry.ts'

/** How often it is read again, in milliseconds, while nobody tells of changes: a permission can be taken away at any time. */
const pollEvery = pollWhenDisconnected(15_000)

/** How often it is looked, in milliseconds, whether somebody is signed in again, or may see journeys again, while that is not so: no stream tells of it. */
const sessionCheckMs = 1_500

/** Whether a query reads anything but the session, and can be read. */
const isOtherQuery =
  (client: QueryClient) =>
  ({ queryKey }: Query): boolean =>
    !isSessionKey(queryKey) && isNotDeleted(client, queryKey)

/** Somebody is signed in again: all the rest has to be read again before anything can be done with it. */
function resumeSession(client: QueryClient): void {
  void refetchAsStale(client, () => client.invalidateQueries({ predicate: isOtherQuery(client) }))
  markSessionActive()
}

/** Reads again what was refused, if this session may do what the one before could not. */
function refetchRefused(client: QueryClient, session: Session): void {
  const before = client.getQueryData<Session>(sessionKey)?.permissions ?? session.permissions
  if (session.permissions.every((permission) => before.includes(permission))) return
  void client.invalidateQueries({ predicate: (query) => isOtherQuery(client)(query) && mayRecover(query) })
}

/** Who is signed in, and what that person may do. */
export const sessionOptions = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => {
    const expired = getSessionExpired()
    const session = await requestJson(sessionSchema, '/api/session', { signal })
    // An answer to what was asked before is no news.
    if (expired !== null && getSessionExpired() === expired) resumeSession(client)
    else refetchRefused(client, session)
    return session
  },
  refetchInterval: (query) =>
    getSessionExpired() === null && query.state.data?.permissions.includes('view') !== false ? pollEvery(query) : sessionCheckMs,
})
