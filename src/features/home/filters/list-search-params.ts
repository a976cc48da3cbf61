import type { ListFilter } from '#api/queries/list.ts'
import { sorts, type Sort } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'

/** The tabs above the list, with the statuses each of them shows. Empty: all. */
export const statusesByTab = {
  all: [],
  live: ['live'],
  paused: ['paused'],
  closed: ['closed'],
  stopped: ['stopped'],
  finished: ['finished'],
  draft: ['draft', 'test'],
} as const satisfies Record<string, readonly Status[]>
export type StatusTab = keyof typeof statusesByTab

/** The state of the list that is kept in the URL. */
export interface ListParams {
  readonly search: string
  readonly tab: StatusTab
  /** Only versions closed or stopped within this number of days; `null` for all. */
  readonly ended: number | null
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
}

/** The defaults, for `/` without parameters. */
export const defaultParams: ListParams = { search: '', tab: 'all', ended: null, versions: 'latest', sort: '-updated' }

/** The maximum number of days. */
const maxDaysAgo = 365

const isStatusTab = (text: string): text is StatusTab => Object.hasOwn(statusesByTab, text)

const parseDays = (text: string | null): number | null => {
  const days = /^[1-9]\d{0,2}$/.test(text ?? '') ? Number(text) : 0
  return days > 0 && days <= maxDaysAgo ? days : null
}

/** Parses the query string of Home. Invalid values are replaced by the defaults. */
export function parseListParams(searchParams: URLSearchParams): ListParams {
  const status = searchParams.get('status') ?? ''
  return {
    search: (searchParams.get('search') ?? '').slice(0, 200),
    tab: isStatusTab(status) ? status : defaultParams.tab,
    ended: parseDays(searchParams.get('ended')),
    versions: searchParams.get('versions') === 'all' ? 'all' : defaultParams.versions,
    sort: sorts.find((sort) => sort === searchParams.get('sort')) ?? defaultParams.sort,
  }
}

/** Builds the query string of Home: only values that differ from the defaults. */
export function formatListParams({ search, tab, ended, versions, sort }: ListParams): URLSearchParams {
  const searchParams = new URLSearchParams()
  if (search !== defaultParams.search) searchParams.set('search', search)
  if (tab !== defaultParams.tab) searchParams.set('status', tab)
  if (ended !== null) searchParams.set('ended', String(ended))
  if (versions !== defaultParams.versions) searchParams.set('versions', versions)
  if (sort !== defaultParams.sort) searchParams.set('sort', sort)
  return searchParams
}

/** Converts the parameters to the backend's list query. Days are those of `timeZone`. */
export const toListFilter = ({ search, tab, ended, versions, sort }: ListParams, timeZone: string): ListFilter => ({
  search,
  status: statusesByTab[tab],
  endedWithin: ended,
  timeZone,
  versions,
  sort,
})
