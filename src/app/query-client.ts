import { QueryClient } from '@tanstack/react-query'
import { NetworkError } from '#api/http/errors.ts'

/** How often a read that got no answer is tried again before that is said. */
const maxRetries = 1

/** The memory of what the backend has answered. Reads go out even when the browser thinks it is offline: then the failure is said at once. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 2_000,
        retry: (failures, error) => error instanceof NetworkError && failures < maxRetries,
        retryDelay: 400,
      },
      mutations: { networkMode: 'always', retry: 0 },
    },
  })
