import { ConflictError } from '#backend/store/store.ts'
import type { BatchItemRecord, PreflightRecord, StoredBatch } from './batch-records.ts'
import type { BatchReader, BatchWriter } from './batch-store.ts'

/** The batches of a memory store. The items of a batch are in the order of their positions. */
export interface MemoryBatches {
  readonly preflights: Map<string, PreflightRecord>
  readonly batches: Map<string, StoredBatch>
  readonly items: Map<string, readonly BatchItemRecord[]>
}

export const createMemoryBatches = (): MemoryBatches => ({ preflights: new Map(), batches: new Map(), items: new Map() })

const byChange = (one: StoredBatch, other: StoredBatch) => one.changeSequence - other.changeSequence

/** The item of a running batch that is claimed next. */
const findDueItem = ({ items }: MemoryBatches, batch: StoredBatch, at: number): BatchItemRecord | undefined =>
  batch.endedAt !== null
    ? undefined
    : items
        .get(batch.id)
        ?.filter(({ state, dueAt }) => state === 'pending' && dueAt <= at)
        // The items are in the order of their positions: of two that are due at the same time the first stays.
        .reduce<BatchItemRecord | undefined>((first, item) => (first === undefined || item.dueAt < first.dueAt ? item : first), undefined)

/** Read operations on batches in memory. */
export function createMemoryBatchReader(state: MemoryBatches): BatchReader {
  const { preflights, batches, items } = state
  return {
    preflight: async (id) => preflights.get(id),
    batch: async (id) => batches.get(id),
    batches: async (limit, before = Infinity) =>
      [...batches.values()]
        .filter(({ sequence }) => sequence < before)
        .toSorted((one, other) => other.sequence - one.sequence)
        .slice(0, limit),
    batchItems: async (batchId, { limit, after = 0, state: wanted }) =>
      (items.get(batchId) ?? []).filter((item) => item.position > after && (wanted === undefined || item.state === wanted)).slice(0, limit),
    dueBatches: async (at, limit) =>
      [...batches.values()]
        .filter((batch) => findDueItem(state, batch, at) !== undefined)
        .toSorted(byChange)
        .slice(0, limit),
    batchesChangedAfter: async (changeSequence, limit) =>
      [...batches.values()]
        .filter((batch) => batch.changeSequence > changeSequence)
        .toSorted(byChange)
        .slice(0, limit),
    latestBatchChange: async () => Math.max(0, ...Array.from(batches.values(), (batch) => batch.changeSequence)),
  }
}

/** Replaces a value of a map so that it can be undone. */
type SetUndoably = <T>(map: Map<string, T>, key: string, value: T | undefined) => void

/** Write operations on batches in memory. */
export function createMemoryBatchWriter(state: MemoryBatches, set: SetUndoably): BatchWriter {
  const { preflights, batches, items } = state
  const reader = createMemoryBatchReader(state)
  return {
    savePreflight: async (preflight) => set(preflights, preflight.id, preflight),
    forgetPreflights: async (before, limit) => {
      const old = [...preflights.values()].filter(({ at }) => at < before).toSorted((one, other) => one.at - other.at)
      for (const { id } of old.slice(0, limit)) set(preflights, id, undefined)
    },
    insertBatch: async (batch, ofBatch) => {
      if (batches.has(batch.id)) throw new Error(`${batch.id} is taken.`)
      const sequence = (await reader.latestBatchChange()) + 1
      const stored = { ...batch, sequence, changeSequence: sequence }
      set(batches, batch.id, stored)
      set(items, batch.id, ofBatch)
      return stored
    },
    updateBatch: async (batch, ifRevision) => {
      const before = batches.get(batch.id)
      if (before?.revision !== ifRevision) throw new ConflictError(batch.id, ifRevision)
      const stored = { ...batch, sequence: before.sequence, changeSequence: (await reader.latestBatchChange()) + 1 }
      set(batches, batch.id, stored)
      return stored
    },
    updateBatchItem: async (item) => {
      const others = items.get(item.batchId) ?? []
      set(
        items,
        item.batchId,
        others.map((other) => (other.position === item.position ? item : other)),
      )
    },
    claimBatchItem: async (batchId, at) => {
      const batch = batches.get(batchId)
      const item = batch && findDueItem(state, batch, at)
      return batch && item && { batch, item }
    },
  }
}
