import { computeChunkNumber, createChunk, isSameEntry, listChunkEntries } from './index/index-chunks.ts'
import type { IndexEntry } from './index/index-entry.ts'
import { VersionIndex } from './index/version-index.ts'
import type { Open } from './indexed-db-schema.ts'

/** The number of the newest write to the index in the database; 0 if there is none. */
const readLatestChange = async (transaction: Open): Promise<number> =>
  (await transaction.objectStore('index').index('changedAt').openKeyCursor(null, 'prev'))?.key ?? 0

/** Writes all entries of an index that is empty. */
export async function writeWholeIndex(transaction: Open<'readwrite' | 'versionchange'>, entries: readonly IndexEntry[]): Promise<void> {
  const byChunk = Map.groupBy(entries, ({ id }) => computeChunkNumber(id))
  // One after the other: in between, a page can paint.
  for (const [number, members] of byChunk) await transaction.objectStore('index').put(createChunk(number, 1, members))
}

/** Writes the entry of a version that is written in the same transaction. */
export async function writeIndexEntry(transaction: Open<'readwrite'>, entry: IndexEntry): Promise<void> {
  const chunks = transaction.objectStore('index')
  const number = computeChunkNumber(entry.id)
  const chunk = await chunks.get(number)
  const others = chunk ? listChunkEntries(chunk).filter(({ id }) => id !== entry.id) : []
  await chunks.put(createChunk(number, (await readLatestChange(transaction)) + 1, [...others, entry]))
}

/** What this tab has read of the index, and up to which write. */
interface Loaded {
  readonly epoch: string | undefined
  readonly index: VersionIndex
  changedAt: number
}

/** The index of the database in the memory of this tab. */
export class IndexedDbIndex {
  #loaded: Loaded | null = null

  /** The index as the transaction sees it: what this or another tab has written since the last time is read, and nothing else. */
  async load(transaction: Open): Promise<VersionIndex> {
    const epoch = await transaction.objectStore('epoch').get('epoch')
    const loaded = this.#loaded?.epoch === epoch ? this.#loaded : null
    if (loaded === null) return this.#loadAll(transaction, epoch)
    const { index, changedAt } = loaded
    const latest = await readLatestChange(transaction)
    if (latest === changedAt) return index
    const chunks = await transaction.objectStore('index').index('changedAt').getAll(IDBKeyRange.lowerBound(changedAt, true))
    for (const entry of chunks.flatMap(listChunkEntries)) {
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

  async #loadAll(transaction: Open, epoch: string | undefined): Promise<VersionIndex> {
    const chunks = await transaction.objectStore('index').getAll()
    const index = new VersionIndex(chunks.flatMap(listChunkEntries))
    this.#loaded = { epoch, index, changedAt: Math.max(0, ...chunks.map(({ changedAt }) => changedAt)) }
    return index
  }
}
