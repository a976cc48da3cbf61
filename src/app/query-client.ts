import { QueryClient } from '@tanstack/react-query'
import { NetworkError } from '#api/http/errors.ts'

/** Number of retries of a read without a response before it fails. */
const maxRetries = 1

/** The query cache. Requests are sent even if the browser reports offline: the failure is then shown at once. */
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
