import type { Sort, SortKey } from '#api/contract/list.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { keysVersion } from '#backend/store/keys/stored-version.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type { Keyset, SortValue } from '#backend/store/store.ts'

const number = v.number()
const sortValueSchemas: Readonly<Record<SortKey, v.GenericSchema<unknown, SortValue>>> = {
  name: v.string(),
  version: number,
  status: number,
  people: number,
  updated: number,
  ended: number,
}

/** What a cursor of the list contains. */
export interface ListCursor extends Keyset {
  readonly sort: Sort
  /** Time of the first page. All pages sort by the people inside at that time. */
  readonly instant: Instant
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
