import type { Connection } from '#api/connection/connection.ts'
import { exportCountHeader, exportRoute } from '#api/contract/filters/export.ts'
import { NetworkError } from '#api/http/errors.ts'
import { toRequestError } from '#api/http/request.ts'
import { formatListFilter, type ListFilter } from './list.ts'

/** How far an export is: versions received, of all. */
export interface ExportProgress {
  readonly received: number
  readonly total: number
}

/** Counts the lines of CSV that end in a text. A line break inside quotes ends none. `isQuoted`: whether the text begins inside quotes. */
function countLines(text: string, isQuoted: boolean): { readonly lines: number; readonly isQuoted: boolean } {
  let quoted = isQuoted
  let lines = 0
  for (const character of text)
    if (character === '"') quoted = !quoted
    else if (character === '\n' && !quoted) lines++
  return { lines, isQuoted: quoted }
}

/** Reads the parts of a response as text, as they come. */
async function* readParts(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}

/**
 * Reads all versions that match as CSV, in the order of the filter. Throws `ProblemError` if the backend refuses, `NetworkError` if the
 * answer does not arrive, or not as a whole, and the reason of `signal` if that is aborted.
 */
export async function fetchExport(
  connection: Connection,
  filter: ListFilter,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<{ readonly csv: string; readonly count: number }> {
  try {
    const response = await connection.send(`${exportRoute.path}?${formatListFilter(filter)}`, { method: exportRoute.method, signal })
    if (!response.ok) throw toRequestError(connection, response, await response.text())
    const total = Number(response.headers.get(exportCountHeader) ?? Number.NaN)
    const parts: string[] = []
    // The line of headings is not counted.
    let received = -1
    let isQuoted = false
    for await (const part of readParts(response)) {
      parts.push(part)
      const counted = countLines(part, isQuoted)
      isQuoted = counted.isQuoted
      received += counted.lines
      onProgress({ received: Math.max(received, 0), total })
    }
    if (received !== total) throw new NetworkError('the export ended early')
    return { csv: parts.join(''), count: total }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof TypeError ? new NetworkError('no answer', { cause: error }) : error
  }
}
