import { defaultParams, type ListParams } from '#features/home/filters/list-search-params.ts'

const { versions: _versions, sort: _sort, view: _view, columns: _columns, search, tab, ...filters } = defaultParams

/** What clears the filters alone, and all that leaves journeys out. */
export const clearedParams: Readonly<Record<'filters' | 'all', Partial<ListParams>>> = { filters, all: { ...filters, search, tab } }
