import { computeChunkNumber, createChunks, isSameEntry, listChunkEntries, type FactChunk, type TextChunk } from './index/index-chunks.ts'
import type { IndexEntry } from './index/index-entry.ts'
import { VersionIndex } from './index/version-index.ts'
import type { Open } from './indexed-db-schema.ts'

/** The number of the newest write to the index in the database; 0 if there is none. */
const readLatestChange = async (transaction: Open): Promise<number> =>
  (await transaction.objectStore('index').index('changedAt').openKeyCursor(null, 'prev'))?.key ?? 0

async function writeChunks(
  transaction: Open<'readwrite' | 'versionchange'>,
  ...[number, changedAt, entries]: Parameters<typeof createChunks>
): Promise<void> {
  const { facts, texts } = createChunks(number, changedAt, entries)
  await transaction.objectStore('index').put(facts)
  await transaction.objectStore('indexTexts').put(texts)
}

/** Writes all entries of an index that is empty. */
export async function writeWholeIndex(transaction: Open<'readwrite' | 'versionchange'>, entries: readonly IndexEntry[]): Promise<void> {
  const byChunk = Map.groupBy(entries, ({ id }) => computeChunkNumber(id))
  // One after the other: in between, a page can paint.
  for (const [number, members] of byChunk) await writeChunks(transaction, number, 1, members)
}

/** Writes the entry of a version that is written in the same transaction. */
export async function writeIndexEntry(transaction: Open<'readwrite'>, entry: IndexEntry): Promise<void> {
  const number = computeChunkNumber(entry.id)
  const facts = await transaction.objectStore('index').get(number)
  const texts = await transaction.objectStore('indexTexts').get(number)
  const others = facts ? listChunkEntries(facts, texts).filter(({ id }) => id !== entry.id) : []
  await writeChunks(transaction, number, (await readLatestChange(transaction)) + 1, [...others, entry])
}

/** The entries of chunks. */
function joinChunks(facts: readonly FactChunk[], texts: readonly TextChunk[]): readonly IndexEntry[] {
  const textsByNumber = new Map(texts.map((chunk) => [chunk.number, chunk]))
  return facts.flatMap((chunk) => listChunkEntries(chunk, textsByNumber.get(chunk.number)))
}

/** What this tab has read of the index, and up to which write. */
interface Loaded {
  readonly epoch: string | undefined
  readonly index: VersionIndex
  readonly hasTexts: boolean
  changedAt: number
}

/** The index of the database in the memory of this tab. */
export class IndexedDbIndex {
  #loaded: Loaded | null = null

  /**
   * The index as the transaction sees it: what this or another tab has written since the last time is read, and nothing else. Without
   * `needsTexts` it may have no texts: it cannot search then, nor sort by name, nor filter by what is with the texts.
   */
  async load(transaction: Open, needsTexts = false): Promise<VersionIndex> {
    const epoch = await transaction.objectStore('epoch').get('epoch')
    const loaded = this.#loaded
    if (loaded === null || loaded.epoch !== epoch || (needsTexts && !loaded.hasTexts)) return this.#loadAll(transaction, epoch, needsTexts)
    const { index, changedAt, hasTexts } = loaded
    const latest = await readLatestChange(transaction)
    if (latest === changedAt) return index
    const since = IDBKeyRange.lowerBound(changedAt, true)
    const facts = await transaction.objectStore('index').index('changedAt').getAll(since)
    const texts = hasTexts ? await transaction.objectStore('indexTexts').index('changedAt').getAll(since) : []
    for (const entry of joinChunks(facts, texts)) {
      const known = index.find(entry.id)
      if (!known || !isSameEntry(known, entry)) index.set(entry)
    }
    loaded.changedAt = latest
    return index
  }

  /** Forgets what was read in a transaction that failed. */
  forget(): void {
    this.#loaded = null
  }

  async #loadAll(transaction: Open, epoch: string | undefined, hasTexts: boolean): Promise<VersionIndex> {
    const facts = await transaction.objectStore('index').getAll()
    const texts = hasTexts ? await transaction.objectStore('indexTexts').getAll() : []
    const index = new VersionIndex(joinChunks(facts, texts))
    this.#loaded = { epoch, index, hasTexts, changedAt: Math.max(0, ...facts.map(({ changedAt }) => changedAt)) }
    return index
  }
}
