import { queryOptions } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { copyNameRoute } from '#api/contract/impact.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'
import { readExistingVersion } from './read-existing-version.ts'

/** A new name for a duplicate of a version, and the journeys that have `name` already; `null`: none is asked about. */
export const buildCopyNameOptions = (id: string, name: string | null) =>
  queryOptions({
    queryKey: versionKeys.copyName(id, name),
    queryFn: ({ client, signal }) =>
      readExistingVersion({
        resource: 'copyName',
        client,
        id,
        signal,
        read: () =>
          requestJson(
            getConnection(client),
            copyNameRoute,
            { id },
            {
              ...(name !== null && { query: new URLSearchParams({ name }) }),
              signal,
            },
          ),
      }),
    // Another user may take a name at any time.
    gcTime: 0,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
