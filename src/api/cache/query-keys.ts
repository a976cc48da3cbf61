import type { QueryKey } from '@tanstack/react-query'
import type { PopulationRange } from '#api/contract/population.ts'

const resources = ['list', 'batch', 'detail', 'history', 'impact', 'copyName', 'population', 'overview'] as const
type VersionResource = (typeof resources)[number]

const root = 'versions'

/** The keys of all version queries. `all` is the prefix of the others: everything that an action may have changed. */
export const versionKeys = {
  all: () => [root] as const,
  lists: () => [root, 'list'] as const,
  list: (filter: object) => [root, 'list', filter] as const,
  batch: (ids: readonly string[]) => [root, 'batch', ids] as const,
  detail: (id: string) => [root, 'detail', id] as const,
  history: (id: string) => [root, 'history', id] as const,
  impact: (id: string, revision: number) => [root, 'impact', id, revision] as const,
  copyName: (id: string, name: string | null) => [root, 'copyName', id, name] as const,
  population: (id: string, range: PopulationRange) => [root, 'population', id, range] as const,
  overview: (timeZone: string) => [root, 'overview', { timeZone }] as const,
} satisfies Record<VersionResource | 'all' | 'lists', (...parameters: never[]) => QueryKey>

/** The key of the session. */
export const sessionKey = ['session'] as const

/** The version resource that a key refers to; `undefined` if there is none. */
export const getVersionResource = ([first, second]: QueryKey): VersionResource | undefined =>
  first === root ? resources.find((resource) => resource === second) : undefined

/** The id of the version that a key refers to; `undefined` for a key of several versions or of none. */
export const getVersionId = (key: QueryKey): string | undefined =>
  getVersionResource(key) !== undefined && typeof key[2] === 'string' ? key[2] : undefined

export const isSessionKey = ([first]: QueryKey): boolean => first === sessionKey[0]
