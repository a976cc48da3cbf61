import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { createRows, type Row } from './rows.ts'

/** How many rows the list has if it is computed: as many as `?size=` of the address says. */
const size = Number(new URLSearchParams(location.search).get('size') ?? 60)

/** The list: computed in memory, or read by one request, as the build says. */
export const rowOptions = queryOptions({
  queryKey: ['rows'],
  queryFn: async (): Promise<readonly Row[]> =>
    import.meta.env.MODE === 'request' ? ((await (await fetch('/api/rows')).json()) as readonly Row[]) : createRows(Date.now(), size),
  staleTime: Infinity,
})

/** Closes a version in memory. */
export function useClose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => id,
    onSuccess: (id) =>
      client.setQueryData(rowOptions.queryKey, (rows) => rows?.map((row) => (row.id === id ? { ...row, status: 'closed' as const } : row))),
  })
}
