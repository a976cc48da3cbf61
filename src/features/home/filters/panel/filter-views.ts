import { ColumnsPanel } from '#features/home/filters/columns/columns-panel.tsx'
import { ViewBar } from '#features/home/filters/saved-views/view-bar.tsx'
import { ViewsPanel } from '#features/home/filters/saved-views/views-panel.tsx'
import { UnknownParamsNotice } from '#features/home/filters/unknown-params-notice.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterChips } from './filter-chips.tsx'
import { FiltersPanel } from './filters-panel.tsx'

/**
 * What is loaded together, with the first filter or view that is set or looked for: each piece of its own would cost bytes in the first
 * load.
 */
export const filterViews = { ColumnsPanel, EmptyList, FilterChips, FiltersPanel, UnknownParamsNotice, ViewBar, ViewsPanel } as const
