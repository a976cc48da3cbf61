import type { ListFilter } from '#api/queries/list.ts'
import { sorts, type Sort } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'

/** The tabs above the list: which statuses each of them shows. Empty: all. */
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

/** Everything about the list that can be shared as an address. */
export interface ListParams {
  readonly search: string
  readonly tab: StatusTab
  /** Only those closed or stopped within so many days; `null` for all. */
  readonly ended: number | null
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
}

/** What `/` alone shows. */
export const defaultParams: ListParams = { search: '', tab: 'all', ended: null, versions: 'latest', sort: '-updated' }

/** The most days back that can be asked for. */
const maxDaysAgo = 365

const isStatusTab = (text: string): text is StatusTab => Object.hasOwn(statusesByTab, text)

const parseDays = (text: string | null): number | null => {
  const days = /^[1-9]\d{0,2}$/.test(text ?? '') ? Number(text) : 0
  return days > 0 && days <= maxDaysAgo ? days : null
}

/** Reads the query string of Home. What makes no sense there is taken as not said. */
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

/** Writes the query string of Home: only what differs from the plain list. */
export function formatListParams({ search, tab, ended, versions, sort }: ListParams): URLSearchParams {
  const searchParams = new URLSearchParams()
  if (search !== defaultParams.search) searchParams.set('search', search)
  if (tab !== defaultParams.tab) searchParams.set('status', tab)
  if (ended !== null) searchParams.set('ended', String(ended))
  if (versions !== defaultParams.versions) searchParams.set('versions', versions)
  if (sort !== defaultParams.sort) searchParams.set('sort', sort)
  return searchParams
}

/** What the list has to ask the backend for. */
export const toListFilter = ({ search, tab, ended, versions, sort }: ListParams): ListFilter => ({
  search,
  status: statusesByTab[tab],
  endedWithin: ended,
  versions,
  sort,
})
