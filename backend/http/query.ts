import { dayFilters, valueFilters } from '#api/contract/filters/filter-query.ts'
import {
  type ExportQuery,
  type FacetsQuery,
  type ListQuery,
  exportQuerySchema,
  facetsQuerySchema,
  listQuerySchema,
} from '#api/contract/filters/list-query.ts'
import { overviewQuerySchema } from '#api/contract/overview.ts'
import type { versionBatchQuerySchema } from '#api/contract/version-batch.ts'
import { normalizeTimeZone } from '#domain/days.ts'
import * as v from 'valibot'
import { parseCursor } from './list-cursor.ts'
import { createInvalidField, createInvalidRequest } from './problem.ts'

/** Names of the numeric parameters. */
const numericParams: readonly string[] = ['limit', ...dayFilters] satisfies readonly (keyof ListQuery)[]

/** Names of the parameters that may be repeated. */
const repeatableParams: readonly string[] = ['status', ...valueFilters, 'id'] satisfies readonly (
  | keyof ListQuery
  | keyof typeof versionBatchQuerySchema.entries
)[]

const wholeNumber = /^\d{1,9}$/

/** Decodes a query parameter before schema validation. A repeated parameter becomes an array, which most schemas reject. */
function coerceParam(name: string, values: readonly string[]): unknown {
  const [value, ...more] = values
  if (repeatableParams.includes(name) || value === undefined || more.length > 0) return values
  return numericParams.includes(name) && wholeNumber.test(value) ? Number(value) : value
}

/** Parses the query string. Throws an `HttpProblem` if it does not fit the schema. */
export function readQuery<Schema extends v.GenericSchema>(request: Request, schema: Schema): v.InferOutput<Schema> {
  const given = new URL(request.url).searchParams
  const parsed = v.safeParse(
    schema,
    Object.fromEntries([...new Set(given.keys())].map((name) => [name, coerceParam(name, given.getAll(name))])),
  )
  if (!parsed.success) throw createInvalidRequest(parsed.issues)
  return parsed.output
}

const listWithCursorSchema = v.pipe(
  listQuerySchema,
  v.forward(
    v.check(({ cursor, sort }) => cursor === undefined || parseCursor(cursor, sort) !== null, 'not a cursor of this list'),
    ['cursor'],
  ),
)

/** Returns the query if this host knows its time zone; throws an `HttpProblem` otherwise. */
function requireTimeZone<Query extends { readonly timeZone: string }>(query: Query): Query {
  if (normalizeTimeZone(query.timeZone) === undefined) throw createInvalidField('timeZone', 'not a known time zone')
  return query
}

/** Parses the query of the list. Also checks that the cursor, if present, belongs to a list with the same sort. */
export const readListQuery = (request: Request): ListQuery => requireTimeZone(readQuery(request, listWithCursorSchema))

/** Parses the query of the counts of the filters. */
export const readFacetsQuery = (request: Request): FacetsQuery => requireTimeZone(readQuery(request, facetsQuerySchema))

/** Parses the query of an export. */
export const readExportQuery = (request: Request): ExportQuery => requireTimeZone(readQuery(request, exportQuerySchema))

/** Parses the query of the overview. */
export const readOverviewQuery = (request: Request) => requireTimeZone(readQuery(request, overviewQuerySchema))

const sequenceSchema = v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/, 'not a cursor of this history'), v.transform(Number))

/** The query of a history. Its cursor is the sequence of the last entry of the previous page. */
export const historyQuerySchema = v.strictObject({ cursor: v.optional(sequenceSchema) })
