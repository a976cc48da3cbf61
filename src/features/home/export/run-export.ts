import type { Connection } from '#api/connection/connection.ts'
import { fetchExport } from '#api/queries/export.ts'
import type { ListFilter } from '#api/queries/list.ts'

/** Time after which the browser has taken a file, in milliseconds. */
const revokeDelayMs = 60_000

/** Has the browser save a text as a file. */
function saveFile(name: string, text: string): void {
  // Spreadsheet programs recognize UTF-8 by the byte order mark.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Some browsers read the file after the click.
  setTimeout(() => URL.revokeObjectURL(address), revokeDelayMs)
}

/**
 * Exports the versions that match to a file, and returns their number. `onProgress`: called with the share received, from 0 to 1. Throws as
 * `fetchExport` does; then no file is saved.
 */
export async function runExport(
  connection: Connection,
  filter: ListFilter,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const report = ({ received, total }: { readonly received: number; readonly total: number }) =>
    onProgress(total > 0 ? received / total : 1)
  const { csv, count } = await fetchExport(connection, filter, report, signal)
  saveFile(`journeys-${new Date().toISOString().slice(0, 10)}.csv`, csv)
  return count
}
