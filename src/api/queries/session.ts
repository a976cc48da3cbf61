import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { sessionSchema } from '#api/contract/session.ts'
import { ask } from '#api/http/request.ts'
import { unlessTold } from './polling.ts'
import { readAgain } from '#api/cache/stale-data.ts'
import { setSignedIn, signedOut } from '#api/session/session-expiry.ts'
import { isThere } from './versions.ts'

/** How often it is read again, in milliseconds, while nobody tells of changes: a permission can be taken away at any time. */
const rereadEvery = unlessTold(15_000)

/** How often it is looked, in milliseconds, whether somebody is signed in again, once nobody is. */
const lookEvery = 3_000

const sessionKey = ['session'] as const

/** Somebody is signed in again: all the rest has to be read again before anything can be done with it. */
function comeBack(client: QueryClient): void {
  const rest = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== sessionKey[0] && isThere(client, queryKey)
  void readAgain(client, () => client.invalidateQueries({ predicate: rest }))
  setSignedIn()
}

/** Who is signed in, and what that person may do. */
export const sessionOptions = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => {
    const out = signedOut()
    const session = await ask(sessionSchema, '/api/session', { signal })
    // An answer to what was asked before is no news.
    if (out !== null && signedOut() === out) comeBack(client)
    return session
  },
  refetchInterval: () => (signedOut() === null ? rereadEvery() : lookEvery),
})
