import { sortKeys, type Sort, type SortKey } from '#api/contract/list.ts'

/** Splits a sort parameter into its key and direction. */
export function parseSort(sort: Sort): { readonly key: SortKey; readonly descending: boolean } {
  const key = sortKeys.find((candidate) => sort === candidate)
  return key ? { key, descending: false } : { key: sort.slice(1) as SortKey, descending: true }
}
