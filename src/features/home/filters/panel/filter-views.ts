import { EmptyList } from './empty-list.tsx'
import { FilterChips } from './filter-chips.tsx'
import { FiltersPanel } from './filters-panel.tsx'

/** What is loaded together, with the first filter that is set or looked for: each piece of its own would cost bytes in the first load. */
export const filterViews = { EmptyList, FilterChips, FiltersPanel } as const
