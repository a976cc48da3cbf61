import {
  maxFilterDays,
  maxFilterValueLength,
  maxFilterValues,
  valueFilters,
  type FilterQuery,
  type ValueFilter,
} from '#api/contract/filters/filter-query.ts'
import { sorts, type Sort } from '#api/contract/list.ts'
import type { ListFilter } from '#api/queries/list.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
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

/** The parameters by the last days. */
export const dayParams = ['ended', 'published', 'updated'] as const
export type DayParam = (typeof dayParams)[number]

/** The parameters that change how the list looks, and not which journeys it has. */
export const defaultLook = { view: '', columns: '' } as const

/** The user of the console, as a value of the filters by user: an address that is shared means its reader. */
export const me = 'me'

/** The state of the list that is kept in the URL. Of each filter by values any value may match; without values all do. */
export interface ListParams extends Readonly<Pick<FilterQuery, ValueFilter>>, Readonly<Record<DayParam, number | null>> {
  readonly search: string
  readonly tab: StatusTab
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
  /** The identifier of the saved view that the list is, or was before it was edited; empty for none. */
  readonly view: string
  /** The columns and the density, as `filters/columns/column-layout.ts` writes them; empty for those of the browser. */
  readonly columns: string
}

const isStatusTab = (text: string): text is StatusTab => Object.hasOwn(statusesByTab, text)

const parseDays = (text: string | null): number | null => {
  const days = /^[1-9]\d{0,2}$/.test(text ?? '') ? Number(text) : 0
  return days > 0 && days <= maxFilterDays ? days : null
}

const knownValues: Readonly<Partial<Record<ValueFilter, readonly string[]>>> = { type: entryTypes, reason: closeReasons }

/** The distinct values of a filter that mean something. */
const parseValues = (searchParams: URLSearchParams, name: ValueFilter): readonly string[] =>
  [...new Set(searchParams.getAll(name))]
    .filter((value) => knownValues[name]?.includes(value) ?? (value !== '' && value.length <= maxFilterValueLength))
    .slice(0, maxFilterValues)

/** Parses the query string of Home. Invalid values are replaced by the defaults. */
export function parseListParams(searchParams: URLSearchParams): ListParams {
  const parseText = (name: string, maxLength: number) => (searchParams.get(name) ?? '').slice(0, maxLength)
  const status = searchParams.get('status') ?? ''
  return {
    ...(Object.fromEntries([
      ...valueFilters.map((name) => [name, parseValues(searchParams, name)]),
      ...dayParams.map((name) => [name, parseDays(searchParams.get(name))]),
    ]) as Pick<ListParams, ValueFilter | DayParam>),
    search: parseText('search', 200),
    tab: isStatusTab(status) ? status : 'all',
    versions: searchParams.get('versions') === 'all' ? 'all' : 'latest',
    sort: sorts.find((sort) => sort === searchParams.get('sort')) ?? '-updated',
    view: parseText('view', 100),
    columns: parseText('columns', 400),
  }
}

/** The defaults, for `/` without parameters. */
export const defaultParams = parseListParams(new URLSearchParams())

/** The number of filters that are set: each value counts. */
export const countFilters = (listParams: ListParams): number =>
  [...valueFilters, ...dayParams].flatMap<unknown>((name) => listParams[name] ?? []).length

/** Builds the query string of Home: only values that differ from the defaults. */
export function formatListParams(listParams: ListParams): URLSearchParams {
  const { search, tab, versions, sort } = listParams
  const searchParams = new URLSearchParams()
  if (search !== defaultParams.search) searchParams.set('search', search)
  if (tab !== defaultParams.tab) searchParams.set('status', tab)
  for (const name of valueFilters) for (const value of listParams[name]) searchParams.append(name, value)
  for (const name of dayParams) if (listParams[name] !== null) searchParams.set(name, String(listParams[name]))
  if (versions !== defaultParams.versions) searchParams.set('versions', versions)
  if (sort !== defaultParams.sort) searchParams.set('sort', sort)
  for (const name of ['view', 'columns'] as const) if (listParams[name]) searchParams.set(name, listParams[name])
  return searchParams
}

/** Whether the list depends on who its reader is. */
export const isAboutMe = ({ createdBy, publishedBy }: ListParams): boolean => [...createdBy, ...publishedBy].includes(me)

/** Converts the parameters to the backend's list query. Days are those of `timeZone`; `userId`: whom `me` means. */
export function toListFilter(
  { search, tab, ended, published, updated, versions, sort, view: _view, columns: _columns, ...values }: ListParams,
  timeZone: string,
  userId = me,
): ListFilter {
  const findUser = (user: string) => (user === me ? userId : user)
  return {
    ...values,
    search,
    status: [...statusesByTab[tab]],
    createdBy: values.createdBy.map(findUser),
    publishedBy: values.publishedBy.map(findUser),
    endedWithin: ended ?? undefined,
    publishedWithin: published ?? undefined,
    updatedWithin: updated ?? undefined,
    timeZone,
    versions,
    sort,
  }
}
