import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { versionKeys } from '#api/cache/query-keys.ts'
import { impactSchema } from '#api/contract/impact.ts'
import { requestJson } from '#api/http/request.ts'
import { readExistingVersion } from './read-existing-version.ts'
import { toVersionUrl } from './version-url.ts'

/** How old the numbers in a dialog may become, in milliseconds. */
const impactStaleMs = 30_000

/** What each ending, or publishing, would do now. Read anew whenever the revision changes, and before it gets old. */
export const impactOptions = (id: string, revision: number) =>
  queryOptions({
    queryKey: versionKeys.impact(id, revision),
    queryFn: ({ client, signal }) =>
      readExistingVersion({ client, id, signal, read: () => requestJson(impactSchema, `${toVersionUrl(id)}/impact`, { signal }) }),
    staleTime: impactStaleMs,
    refetchInterval: impactStaleMs,
    gcTime: 0,
    // Numbers of the revision before stand, marked as old, until the new ones are there.
    placeholderData: keepPreviousData,
  })
