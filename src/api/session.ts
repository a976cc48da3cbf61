import { queryOptions } from '@tanstack/react-query'
import { sessionSchema } from './contract/session.ts'
import { ask } from './http.ts'
import { unlessTold } from './liveness.ts'

/** How often it is read again, in milliseconds, while nobody tells of changes: a permission can be taken away at any time. */
const rereadEvery = 15_000

/** Who is signed in, and what that person may do. */
export const sessionOptions = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => ask(sessionSchema, '/api/session', { signal }),
  refetchInterval: unlessTold(rereadEvery),
})
