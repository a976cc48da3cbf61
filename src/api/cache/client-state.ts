import type { QueryClient } from '@tanstack/react-query'
import type { Connection } from '#api/connection/connection.ts'
import type { VersionCache } from './version-cache.ts'

/** What of the list is on screen, so that a refetch reads only that. */
export interface Screen {
  /** Finds the versions whose rows are on screen, or near it. `null` while no list is shown. */
  findVisibleIds: (() => ReadonlySet<string>) | null
  /** The result when the refetch in flight began; `null` if it reads all pages. */
  visibleIds: ReadonlySet<string> | null
  /** Whether the next refetch has to read all pages: much may have changed. */
  isOutdated: boolean
}

/** Everything that the API client of one console keeps besides its queries. Each query has it as its `meta`. */
export interface ClientState extends Record<string, unknown> {
  readonly connection: Connection
  readonly versionCache: VersionCache
  readonly screen: Screen
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
