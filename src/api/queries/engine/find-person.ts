import type { QueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import { personLookUpRoute, type PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import { requestJson } from '#api/http/request.ts'

/**
 * Reads where a person is and was. Each request leaves a trace of the user: it is sent once, and its answer is kept in no cache. Throws as
 * `requestJson` does.
 */
export async function findPerson(client: QueryClient, id: string, signal: AbortSignal): Promise<PersonLookUp> {
  const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }), signal }
  return mergeIntoCache(client, 'person', await requestJson(getConnection(client), personLookUpRoute, {}, init))
}
