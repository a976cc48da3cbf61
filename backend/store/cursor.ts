import { sortKeys, type Sort, type SortKey } from '#api/contract/list.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'

/** What versions are compared by, before their identifiers. */
export type SortValue = string | number

const number = v.number()
const sortValueSchemas: Readonly<Record<SortKey, v.GenericSchema<unknown, SortValue>>> = {
  name: v.string(),
  version: number,
  status: number,
  people: number,
  updated: number,
  ended: number,
}

/** Where a page of the list ended. */
export interface ListCursor {
  readonly sort: Sort
  readonly sortValue: SortValue
  readonly id: string
  /** When the first page was made: people are ranked as of then on every page. */
  readonly instant: Instant
}

/** What a sort sorts by, and whether downwards. */
export function parseSort(sort: Sort): { readonly key: SortKey; readonly descending: boolean } {
  const key = sortKeys.find((candidate) => sort === candidate)
  return key ? { key, descending: false } : { key: sort.slice(1) as SortKey, descending: true }
}

/** The place as an opaque text that survives an address. */
export function formatCursor({ sort, sortValue, id, instant }: ListCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, sortValue, id, instant]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The place that a cursor tells, or `null` if it is none of a list sorted like that. */
export function parseCursor(cursor: string, sort: Sort): ListCursor | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
    const decoded: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
    const [, sortValue, id, at] = v.parse(
      v.strictTuple([v.literal(sort), sortValueSchemas[parseSort(sort).key], v.string(), instant]),
      decoded,
    )
    return { sort, sortValue, id, instant: at }
  } catch {
    return null
  }
}
