import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { impactRoute } from '#api/contract/impact.ts'
import { requestJson } from '#api/http/request.ts'
import { readExistingVersion } from './read-existing-version.ts'

/** Maximum age of the numbers in a dialog, in milliseconds. */
const impactStaleMs = 30_000

/** The predicted effect of each ending, or of publishing, now. Refetched when the revision changes, and before the numbers become stale. */
export const impactOptions = (id: string, revision: number) =>
  queryOptions({
    queryKey: versionKeys.impact(id, revision),
    queryFn: ({ client, signal }) =>
      readExistingVersion({
        resource: 'impact',
        client,
        id,
        signal,
        read: () => requestJson(getConnection(client), impactRoute, { id }, { signal }),
      }),
    staleTime: impactStaleMs,
    refetchInterval: impactStaleMs,
    gcTime: 0,
    // Numbers of the previous revision stay on screen, marked as stale, until the new ones arrive.
    placeholderData: keepPreviousData,
  })
