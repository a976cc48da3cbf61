import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { populationRoute, type PopulationRange } from '#api/contract/population.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'
import { readExistingVersion } from './read-existing-version.ts'

/** The population of a version over time. The previous curve stays on screen while another one is fetched. */
export const populationOptions = (id: string, range: PopulationRange) =>
  queryOptions({
    queryKey: versionKeys.population(id, range),
    queryFn: ({ client, signal }) =>
      readExistingVersion({
        resource: 'population',
        client,
        id,
        signal,
        read: () => requestJson(getConnection(client), populationRoute, { id }, { query: new URLSearchParams({ range }), signal }),
      }),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
