import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { versionKeys } from '#api/cache/query-keys.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** The versions with these identifiers, of which some may be deleted or unknown. */
export const buildVersionBatchOptions = (ids: readonly string[]) =>
  queryOptions({
    queryKey: versionKeys.batch(ids.toSorted()),
    queryFn: async ({ client, queryKey: [, , sortedIds], signal }) => {
      // Loaded when it is needed first: not by the first Home.
      const { readVersionBatch } = await import('./read-version-batch.ts')
      return readVersionBatch(client, sortedIds, signal)
    },
    enabled: ids.length > 0,
    retry: 0,
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
