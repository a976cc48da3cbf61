import { decide, isStatus, permissions, type Action } from '#domain/lifecycle.ts'
import type { CrashRun, HistoryRow, VersionState } from './crash-run.ts'

/** An entry of the history, and the revision of the version before it. */
interface PlacedEntry {
  readonly entry: HistoryRow
  readonly ifRevision: number
}

/** What the history says of one version: its statuses by revision, and its entries. */
export interface ReplayedVersion {
  /** The first one is that of the revision `firstRevision`. */
  readonly statuses: string[]
  readonly firstRevision: number
  readonly entries: PlacedEntry[]
}

const automatic: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  newerVersion: { live: 'closed', paused: 'closed' },
  endDate: { live: 'closed' },
  pauseOver: { paused: 'live' },
  drained: { closed: 'finished' },
  globalTimeout: { closed: 'finished' },
}

/** The status that the lifecycle table gives a version after an entry; `undefined` if it allows no such entry. */
function getStatusAfter({ type, trigger }: HistoryRow, before: string): string | undefined {
  if (trigger !== null) return automatic[trigger]?.[before]
  if (!isStatus(before) || type === 'create' || type === 'finish') return undefined
  const verdict = decide({ status: before, latest: true }, type satisfies Action, permissions)
  if (!verdict.allowed) return undefined
  return verdict.becomes === 'unchanged' ? before : verdict.becomes
}

/** Entries that leave the revision as it is. */
const keepsRevision = ({ type }: HistoryRow): boolean => type === 'duplicate'

const getRevision = ({ firstRevision, statuses }: ReplayedVersion): number => firstRevision + statuses.length - 1
export const getStatusAt = ({ firstRevision, statuses }: ReplayedVersion, revision: number): string | undefined =>
  statuses[revision - firstRevision]

const startVersion = (status: string, revision: number): ReplayedVersion => ({ statuses: [status], firstRevision: revision, entries: [] })

/** Replays an entry of a version that exists. Returns what is wrong with it. */
function replayEntry(version: ReplayedVersion, entry: HistoryRow): readonly string[] {
  const status = version.statuses.at(-1) ?? ''
  const after = getStatusAfter(entry, status)
  version.entries.push({ entry, ifRevision: getRevision(version) })
  if (!keepsRevision(entry)) version.statuses.push(entry.after ?? 'deleted')
  const { sequence, type, before, versionId } = entry
  if (before !== status) return [`Entry ${sequence} changes ${versionId} from ${before}, but it was ${status}.`]
  if (after === undefined || after !== entry.after)
    return [`Entry ${sequence} is an illegal transition: ${type}, ${before} → ${entry.after}.`]
  return []
}

/** Replays the history. Returns each version, and what is wrong. */
export function replayHistory({ initial, database }: Pick<CrashRun, 'initial' | 'database'>): {
  readonly versions: ReadonlyMap<string, ReplayedVersion>
  readonly problems: readonly string[]
} {
  const versions = new Map(initial.map(({ id, status, revision }) => [id, startVersion(status, revision)]))
  const problems: string[] = []
  for (const entry of database.entries) {
    const version = versions.get(entry.versionId)
    if (version && entry.type !== 'create') problems.push(...replayEntry(version, entry))
    else if (version || entry.type !== 'create') problems.push(`Entry ${entry.sequence} creates ${entry.versionId} twice, or too late.`)
    else versions.set(entry.versionId, startVersion('draft', 1))
  }
  return { versions, problems }
}

/** Compares states of all versions with the history: nothing is missing, nothing is more, nothing differs. */
export function compareStates(
  versions: ReadonlyMap<string, ReplayedVersion>,
  states: readonly VersionState[],
  place: string,
): readonly string[] {
  const problems: string[] = []
  const found = new Map(states.map((state) => [state.id, state]))
  if (found.size !== states.length) problems.push(`${place} has a version twice.`)
  for (const id of found.keys()) if (!versions.has(id)) problems.push(`${place} has ${id}, which the history does not know.`)
  for (const [id, version] of versions) {
    const expected = `r${getRevision(version)} ${version.statuses.at(-1)}`
    const state = found.get(id)
    const actual = state ? `r${state.revision} ${state.status}` : 'nothing'
    if (actual !== expected) problems.push(`${place} has ${actual} of ${id}; after the history it is ${expected}.`)
  }
  return problems
}
