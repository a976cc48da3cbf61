import type { ListParams } from '#features/home/filters/list-search-params.ts'

/**
 * The columns of the list, as a text; empty for the default ones. Where the address has none they are those that this browser has stored, but
 * not in a saved view: that has the same columns for everybody.
 */
export function findColumns({ columns, view }: ListParams): string {
  try {
    return columns || (view ? '' : (localStorage.getItem('columns') ?? ''))
  } catch {
    return ''
  }
}
