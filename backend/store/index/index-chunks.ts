import type { IndexEntry } from './index-entry.ts'

/** What most lists need of a version. */
const factFields = [
  'id',
  'revision',
  'number',
  'latest',
  'status',
  'isDeleted',
  'updatedAt',
  'endedAt',
  'endedBy',
] as const satisfies readonly (keyof IndexEntry)[]

/** What only a search, the sort by name and rarer filters need: most of the size of an entry. */
const textFields = [
  'id',
  'nameSortKey',
  'searchText',
  'searchIds',
  'type',
  'tags',
  'uses',
  'createdBy',
  'createdByName',
  'publishedBy',
  'publishedByName',
  'publishedAt',
  'reason',
] as const satisfies readonly (keyof IndexEntry)[]

/** A part of the index as a database keeps it: by columns, which a browser reads several times as fast as objects. */
interface Chunk<Field extends keyof IndexEntry> {
  readonly number: number
  /** Rises with every write to the index, so that readers find what changed since they last looked. */
  readonly changedAt: number
  readonly columns: { readonly [Each in Field]: readonly IndexEntry[Each][] }
}

export type FactChunk = Chunk<(typeof factFields)[number]>
export type TextChunk = Chunk<(typeof textFields)[number]>

/** The number of chunks: a write rewrites one, and opening the store reads all. */
const chunkCount = 256

/** The chunk that a version is in. */
export function computeChunkNumber(id: string): number {
  let hash = 0
  for (let place = 0; place < id.length; place++) hash = (Math.imul(hash, 31) + id.charCodeAt(place)) >>> 0
  return hash % chunkCount
}

type TextFacts = Omit<{ readonly [Each in (typeof textFields)[number]]: IndexEntry[Each] }, 'id'>

/** What an entry has that was loaded without its texts. */
const noTexts: TextFacts = {
  nameSortKey: '',
  searchText: '',
  searchIds: '',
  type: 'unitaryEvent',
  tags: [],
  uses: [],
  createdBy: '',
  createdByName: '',
  publishedBy: null,
  publishedByName: '',
  publishedAt: null,
  reason: null,
}

/** The texts of the entry at a place. Field by field, as in `listChunkEntries`. */
function readTexts({ columns }: TextChunk, place: number): TextFacts {
  const read = <Field extends keyof TextFacts>(field: Field) => columns[field][place] as IndexEntry[Field]
  return {
    nameSortKey: read('nameSortKey'),
    searchText: read('searchText'),
    searchIds: read('searchIds'),
    type: read('type'),
    tags: read('tags'),
    uses: read('uses'),
    createdBy: read('createdBy'),
    createdByName: read('createdByName'),
    publishedBy: read('publishedBy'),
    publishedByName: read('publishedByName'),
    publishedAt: read('publishedAt'),
    reason: read('reason'),
  }
}

/** The entries of chunks of the same number. Without the texts they have `noTexts`. */
export function listChunkEntries({ columns }: FactChunk, texts: TextChunk | undefined): readonly IndexEntry[] {
  // The columns are of the same length and in the same order: `createChunks` writes both. Field by field, because this takes most of the
  // time of opening a large store.
  const read = <Field extends keyof FactChunk['columns']>(field: Field, place: number) => columns[field][place] as IndexEntry[Field]
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
    ...(texts === undefined ? noTexts : readTexts(texts, place)),
  }))
}

const createChunk = <Field extends keyof IndexEntry>(
  fields: readonly Field[],
  number: number,
  changedAt: number,
  entries: readonly IndexEntry[],
): Chunk<Field> => ({
  number,
  changedAt,
  columns: Object.fromEntries(fields.map((field) => [field, entries.map((entry) => entry[field])])) as unknown as Chunk<Field>['columns'],
})

/** Creates the chunks of a number from its entries. */
export const createChunks = (
  number: number,
  changedAt: number,
  entries: readonly IndexEntry[],
): { readonly facts: FactChunk; readonly texts: TextChunk } => ({
  facts: createChunk(factFields, number, changedAt, entries),
  texts: createChunk(textFields, number, changedAt, entries),
})

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, place) => text === other[place])

/** Whether two entries say the same. */
export const isSameEntry = (one: IndexEntry, other: IndexEntry): boolean =>
  [...factFields, ...textFields].every((field) =>
    field === 'tags' || field === 'uses' ? isSameList(one[field], other[field]) : one[field] === other[field],
  )
