import { QueryCache, QueryClient } from '@tanstack/react-query'
import { createConnection, type Send } from '#api/connection/connection.ts'
import { createVersionCache } from '#api/cache/version-cache.ts'
import { NetworkError } from '#api/http/errors.ts'

/** Number of retries of a read without a response before it fails. */
const maxRetries = 1

/**
 * The query cache of one console, with its connection. Requests are sent even if the browser reports offline: the failure is then shown at
 * once. `send`: the transport; the default is `fetch`.
 */
export function createQueryClient(send?: Send): QueryClient {
  const queryCache = new QueryCache()
  return new QueryClient({
    queryCache,
    defaultOptions: {
      queries: {
        meta: {
          connection: createConnection(send),
          versionCache: createVersionCache(queryCache),
          screen: { findVisibleIds: null, visibleIds: null, isOutdated: false },
          pendingDeletions: new Map(),
        },
        networkMode: 'always',
        staleTime: 2_000,
        retry: (failures, error) => error instanceof NetworkError && failures < maxRetries,
        retryDelay: 400,
      },
      mutations: { networkMode: 'always', retry: 0 },
    },
  })
}
