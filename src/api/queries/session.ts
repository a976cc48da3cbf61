import { queryOptions, type Query, type QueryClient } from '@tanstack/react-query'
import { sessionRoute, type Session } from '#api/contract/session.ts'
import { requestJson } from '#api/http/request.ts'
import { mayRecover, pollWhenDisconnected } from './polling.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { isSessionKey, sessionKey } from '#api/cache/query-keys.ts'
import { refetchAsStale } from '#api/cache/stale-data.ts'

/** Poll interval of the session while no stream is connected, in milliseconds: a permission can be revoked at any time. */
const pollEvery = pollWhenDisconnected(15_000)

/** Poll interval of the session while it is expired or may not view journeys, in milliseconds: no stream reports the end of that state. */
const sessionCheckMs = 1_500

/** True if a query reads anything but the session, and can be read. */
const isOtherQuery =
  (client: QueryClient) =>
  ({ queryKey }: Query): boolean =>
    !isSessionKey(queryKey) && isNotDeleted(client, queryKey)

/** Resumes an expired session: all other queries must be refetched before the user can act on their data. */
function resumeSession(client: QueryClient): void {
  void refetchAsStale(client, () => client.invalidateQueries({ predicate: isOtherQuery(client) }))
  getConnection(client).update({ sessionExpired: null })
}

/** Refetches rejected queries if this session has permissions that the previous one did not have. */
function refetchRefused(client: QueryClient, session: Session): void {
  const before = client.getQueryData<Session>(sessionKey)?.permissions ?? session.permissions
  if (session.permissions.every((permission) => before.includes(permission))) return
  void client.invalidateQueries({ predicate: (query) => isOtherQuery(client)(query) && mayRecover(query) })
}

/** The current user and the permissions of that user. */
export const sessionOptions = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => {
    const connection = getConnection(client)
    const expired = connection.getState().sessionExpired
    const session = await requestJson(connection, sessionRoute, {}, { signal })
    // A response to a request from before the expiry does not prove a new session.
    if (expired !== null && connection.getState().sessionExpired === expired) resumeSession(client)
    else refetchRefused(client, session)
    return session
  },
  refetchInterval: (query) =>
    query.meta?.connection.getState().sessionExpired === null && query.state.data?.permissions.includes('view') !== false
      ? pollEvery(query)
      : sessionCheckMs,
})
