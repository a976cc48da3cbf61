import type { QueryClient } from '@tanstack/react-query'
import type { Connection } from '#api/connection/connection.ts'
import type { VersionCache } from './version-cache.ts'

/** Everything that the API client of one console keeps besides its queries. Each query has it as its `meta`. */
export interface ClientState extends Record<string, unknown> {
  readonly connection: Connection
  readonly versionCache: VersionCache
  /** Deletions whose outcome is not known, by version id. */
  readonly pendingDeletions: Map<string, Promise<void>>
}

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: ClientState
  }
}

/** The state that a query client was created with. */
export function getClientState(client: QueryClient): ClientState {
  const state = client.getDefaultOptions().queries?.meta
  if (state === undefined) throw new Error('The query client has no client state.')
  return state
}

/** The connection that a query client was created with. */
export const getConnection = (client: QueryClient): Connection => getClientState(client).connection
