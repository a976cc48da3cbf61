import { sortKeys, type Sort, type SortKey } from '#api/contract/list.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { keysVersion } from './keys/stored-version.ts'

/** The value that versions are sorted by; the identifier breaks ties. */
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

/** Keyset position: the last row of a page of the list. */
export interface ListCursor {
  readonly sort: Sort
  readonly sortValue: SortValue
  readonly id: string
  /** Time of the first page. All pages sort by the people inside at that time. */
  readonly instant: Instant
}

/** Splits a sort parameter into its key and direction. */
export function parseSort(sort: Sort): { readonly key: SortKey; readonly descending: boolean } {
  const key = sortKeys.find((candidate) => sort === candidate)
  return key ? { key, descending: false } : { key: sort.slice(1) as SortKey, descending: true }
}

/** Encodes the position as an opaque, URL-safe text. */
export function formatCursor({ sort, sortValue, id, instant }: ListCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([keysVersion, sort, sortValue, id, instant]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Decodes a cursor. Returns `null` if it is malformed, belongs to another sort, or was made with keys of an earlier release. */
export function parseCursor(cursor: string, sort: Sort): ListCursor | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
    const decoded: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
    const [, , sortValue, id, at] = v.parse(
      v.strictTuple([v.literal(keysVersion), v.literal(sort), sortValueSchemas[parseSort(sort).key], v.string(), instant]),
      decoded,
    )
    return { sort, sortValue, id, instant: at }
  } catch {
    return null
  }
}
