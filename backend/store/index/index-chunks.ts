import type { IndexEntry } from './index-entry.ts'

const fields = [
  'id',
  'revision',
  'number',
  'latest',
  'status',
  'isDeleted',
  'updatedAt',
  'endedAt',
  'endedBy',
  'nameSortKey',
  'searchText',
  'searchIds',
] as const satisfies readonly (keyof IndexEntry)[]

/** A part of the index as a database keeps it: by columns, which a browser reads several times as fast as objects. */
export interface IndexChunk {
  readonly number: number
  /** Rises with every write to the index, so that readers find what changed since they last looked. */
  readonly changedAt: number
  readonly columns: { readonly [Field in (typeof fields)[number]]: readonly IndexEntry[Field][] }
}

/** The number of chunks: a write rewrites one, and opening the store reads all. */
const chunkCount = 256

/** The chunk that a version is in. */
export function computeChunkNumber(id: string): number {
  let hash = 0
  for (let place = 0; place < id.length; place++) hash = (Math.imul(hash, 31) + id.charCodeAt(place)) >>> 0
  return hash % chunkCount
}

/** The entries of a chunk. Field by field, because this is most of what opening a large store costs. */
export function listChunkEntries({ columns }: IndexChunk): readonly IndexEntry[] {
  const read = <Field extends keyof IndexEntry>(field: Field, place: number) => columns[field][place] as IndexEntry[Field]
  return columns.id.map((id, place) => ({
    id,
    revision: read('revision', place),
    number: read('number', place),
    latest: read('latest', place),
    status: read('status', place),
    isDeleted: read('isDeleted', place),
    updatedAt: read('updatedAt', place),
    endedAt: read('endedAt', place),
    endedBy: read('endedBy', place),
    nameSortKey: read('nameSortKey', place),
    searchText: read('searchText', place),
    searchIds: read('searchIds', place),
  }))
}

/** Creates a chunk of entries. */
export const createChunk = (number: number, changedAt: number, entries: readonly IndexEntry[]): IndexChunk => ({
  number,
  changedAt,
  columns: Object.fromEntries(fields.map((field) => [field, entries.map((entry) => entry[field])])) as unknown as IndexChunk['columns'],
})

/** Whether two entries say the same. */
export const isSameEntry = (one: IndexEntry, other: IndexEntry): boolean => fields.every((field) => one[field] === other[field])
