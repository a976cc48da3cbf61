import { type ExportColumn, exportColumns, exportCountHeader } from '#api/contract/filters/export.ts'
import { type ExportQuery, maxPageSize } from '#api/contract/filters/list-query.ts'
import type { Session } from '#api/contract/session.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { formatCsvLine } from '#backend/http/csv.ts'
import type { Environment } from '#backend/environment.ts'
import { safeHeaders } from '#backend/http/answer.ts'
import { readExportQuery } from '#backend/http/query.ts'
import { toList } from './list.ts'
import { readConsistent, type ViewContext } from './view-context.ts'

const readFields: Readonly<Record<ExportColumn, (version: VersionSummary) => string | number | boolean | null>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  version: ({ number }) => number,
  latest: ({ latest }) => latest,
  status: ({ status }) => status,
  peopleInside: ({ peopleInside }) => peopleInside,
  updatedAt: ({ updatedAt }) => updatedAt,
  endedAt: ({ ended }) => ended?.at ?? null,
  endedBy: ({ ended }) => ended?.actor?.name ?? null,
  reason: ({ ended }) => ended?.reason ?? null,
  note: ({ ended }) => ended?.note ?? null,
  team: ({ team }) => team ?? null,
}

const formatVersionLine = (version: VersionSummary): string => formatCsvLine(exportColumns.map((column) => readFields[column](version)))

/** All versions that match, in one state of the store: the lines of a page in each part. */
async function createExport(
  context: ViewContext,
  query: ExportQuery,
): Promise<{ readonly parts: readonly string[]; readonly count: number }> {
  const parts = [formatCsvLine(exportColumns)]
  let count = 0
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await toList(context, { ...query, limit: maxPageSize, ...(cursor !== undefined && { cursor }) })
    parts.push(page.items.map(formatVersionLine).join(''))
    count += page.items.length
    cursor = page.nextCursor
  }
  return { parts, count }
}

/** Streams an export. A client that stops reading costs nothing further. */
function toExportResponse({ parts, count }: Awaited<ReturnType<typeof createExport>>): Response {
  const encoder = new TextEncoder()
  const rest = [...parts]
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = rest.shift()
      if (part === undefined) controller.close()
      else controller.enqueue(encoder.encode(part))
    },
    cancel: () => void rest.splice(0),
  })
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="journeys.csv"',
    [exportCountHeader]: String(count),
    ...safeHeaders,
  }
  return new Response(body, { status: 200, headers })
}

/** Handles the export of the versions that match. The caller has checked the permission `view`. */
export async function exportVersions(environment: Environment, session: Session, request: Request): Promise<Response> {
  const query = readExportQuery(request)
  return toExportResponse(await readConsistent(environment, session, (context) => createExport(context, query)))
}
