import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import { defaultParams, formatListParams, me, parseListParams, type ListParams } from '#features/home/filters/list-search-params.ts'

/** The views that every user has. Each is an address of the list; none of them can be changed. */
export const builtInViews = {
  live: { ...defaultParams, tab: 'live' },
  draining: { ...defaultParams, tab: 'closed' },
  ended: { ...defaultParams, ended: 30, sort: '-ended' },
  mine: { ...defaultParams, createdBy: [me] },
} as const satisfies Readonly<Record<string, ListParams>>

/** The query string of a view that shows this list. */
export const formatViewQuery = (listParams: ListParams): string => formatListParams({ ...listParams, view: '' }).toString()

const parseView = ({ id, query }: Pick<SavedView, 'id' | 'query'>): ListParams => ({
  ...parseListParams(new URLSearchParams(query)),
  view: id,
})

/** The query string of the list that shows a view. */
export const formatViewAddress = (view: Pick<SavedView, 'id' | 'query'>): string => formatListParams(parseView(view)).toString()

/** Whether the list is another one than its view. */
export const isEdited = (view: Pick<SavedView, 'id' | 'query'>, listParams: ListParams): boolean =>
  formatViewQuery(parseView(view)) !== formatViewQuery(listParams)
