import { encodeJson } from '#server/store/encode-json.ts'
import { encodeText } from '#server/store/encode-text.ts'
import { encodeEntry } from '#server/store/history/encode-entry.ts'
import { hashEntry } from '#server/store/history/hash-chain.ts'
import { createVersionRow } from '#server/store/versions/version-row.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { formatRecordKey, type LoadedState } from './loaded-state.ts'
import type { CommandWrites } from './loaded-transaction.ts'

/** The changes of a group of commands. */
export interface GroupChanges {
  /** Adds what a command has written, also to the state that the next one finds. */
  readonly add: (writes: CommandWrites) => void
  /** All changes as `save_commands` takes them; `null` if there are none. */
  readonly encode: () => string | null
}

/** Keeps numbers beyond all numbers, which JSON does not have, as texts that PostgreSQL reads. */
const encodeColumns = (_: string, value: unknown): unknown => (value === Infinity || value === -Infinity ? String(value) : value)

const encodeVersion = (version: VersionRecord) => {
  const { record, ...columns } = createVersionRow(version)
  return { columns, record }
}

/** Collects the changes of a group of commands. A version that several commands change is written once. */
export function collectChanges(state: LoadedState): GroupChanges {
  const before = { sequence: state.sequence, revisions: new Map(Array.from(state.versions.values(), ({ id, revision }) => [id, revision])) }
  const versions = new Map<string, VersionRecord>()
  const entries: object[] = []
  const keys: object[] = []
  return {
    add: (writes) => {
      for (const [id, version] of writes.versions) {
        versions.set(id, version)
        state.versions.set(id, version)
      }
      for (const entry of writes.entries) {
        const { versionId, type } = entry
        const text = encodeEntry(entry)
        const sequence = ++state.sequence
        state.hash = hashEntry(state.hash, { sequence, text })
        state.entries.set(versionId, [...(state.entries.get(versionId) ?? []), { ...entry, sequence }])
        entries.push({ sequence, version_id: encodeText(versionId), type, entry: text, hash: state.hash })
      }
      for (const record of writes.keys) {
        const { userId, key, at } = record
        state.keys.set(formatRecordKey(userId, key), record)
        keys.push({ user_id: encodeText(userId), key: encodeText(key), at, record: encodeJson(record) })
      }
    },
    encode: () => {
      if (versions.size + entries.length + keys.length === 0) return null
      const updates: object[] = []
      const inserts: object[] = []
      for (const version of versions.values()) {
        const row = encodeVersion(version)
        const revision = before.revisions.get(version.id)
        if (revision === undefined) inserts.push(row)
        else updates.push({ id: row.columns.id, revision, ...row })
      }
      const { sequence } = before
      return JSON.stringify({ sequence, hash: state.hash, entries, updates, inserts, keys }, encodeColumns)
    },
  }
}
