import type { ListFilter } from '#api/queries/list.ts'
import { sorts, type Sort } from '#api/contract/list.ts'
import type { Status } from '#domain/lifecycle.ts'

/** The tabs above the list: which statuses each of them shows. Empty: all. */
export const tabs = {
  all: [],
  live: ['live'],
  paused: ['paused'],
  closed: ['closed'],
  stopped: ['stopped'],
  finished: ['finished'],
  draft: ['draft', 'test'],
} as const satisfies Record<string, readonly Status[]>
export type Tab = keyof typeof tabs

/** Everything about the list that can be shared as an address. */
export interface ListAddress {
  readonly search: string
  readonly tab: Tab
  /** Only those closed or stopped within so many days; `null` for all. */
  readonly ended: number | null
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
}

/** What `/` alone shows. */
export const plain: ListAddress = { search: '', tab: 'all', ended: null, versions: 'latest', sort: '-updated' }

/** The most days back that can be asked for. */
const longestAgo = 365

const isTab = (text: string): text is Tab => Object.hasOwn(tabs, text)

const readDays = (text: string | null): number | null => {
  const days = /^[1-9]\d{0,2}$/.test(text ?? '') ? Number(text) : 0
  return days > 0 && days <= longestAgo ? days : null
}

/** Reads the query string of Home. What makes no sense there is taken as not said. */
export function readAddress(params: URLSearchParams): ListAddress {
  const status = params.get('status') ?? ''
  return {
    search: (params.get('search') ?? '').slice(0, 200),
    tab: isTab(status) ? status : plain.tab,
    ended: readDays(params.get('ended')),
    versions: params.get('versions') === 'all' ? 'all' : plain.versions,
    sort: sorts.find((sort) => sort === params.get('sort')) ?? plain.sort,
  }
}

/** Writes the query string of Home: only what differs from the plain list. */
export function writeAddress({ search, tab, ended, versions, sort }: ListAddress): URLSearchParams {
  const params = new URLSearchParams()
  if (search !== plain.search) params.set('search', search)
  if (tab !== plain.tab) params.set('status', tab)
  if (ended !== null) params.set('ended', String(ended))
  if (versions !== plain.versions) params.set('versions', versions)
  if (sort !== plain.sort) params.set('sort', sort)
  return params
}

/** What the list has to ask the backend for. */
export const toFilter = ({ search, tab, ended, versions, sort }: ListAddress): ListFilter => ({
  search,
  status: tabs[tab],
  endedWithin: ended,
  versions,
  sort,
})
