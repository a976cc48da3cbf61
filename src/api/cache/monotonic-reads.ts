import type { Query, QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '#api/contract/history.ts'
import { Refusal, Unreadable } from '#api/http/request.ts'

/*
 * No answer undoes what an earlier one has told, whichever was given first: no version goes back to an older revision, its numbers to an older
 * count; no history loses a line; nothing that was deleted returns.
 */

type Fields = Readonly<Record<string, unknown>>

/** The newest that was told of a version, or of what is computed or listed about one. */
interface Told {
  /** Infinity once it was deleted; of a history, its newest line. */
  readonly revision: number
  /** When its numbers were computed; empty where none were told. */
  readonly at: string
  /** As much as was told of it in that revision. */
  readonly fields: Fields
  /** The newest with everything its page shows, if that was told in that revision. */
  readonly page?: Fields | undefined
}
type Memory = Map<string, Told>

/** How far something is behind: not at all; by numbers that go on by themselves; by more. */
type Lack = 0 | 1 | 2

/** How often something is read before an answer that is behind counts as none. */
const mostReads = 3

/** Stands in for a version that was deleted. */
const gone = Symbol('gone')

const memories = new WeakMap<QueryClient, Memory>()

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const historyKey = (versionId: unknown) => `${text(versionId)} history`

function lackOf(told: Pick<Told, 'revision' | 'at'>, known: Told | undefined): Lack {
  if (known === undefined || told.revision > known.revision) return 0
  if (told.revision < known.revision) return 2
  return told.at !== '' && told.at < known.at ? 1 : 0
}

/** What one object of an answer tells, and under which keys that is remembered. `at`: when the numbers around it were computed. */
function toldBy(fields: Fields, at: string): readonly (readonly [key: string, told: Told])[] {
  const { id, versionId, revision, sequence, deletedAt, what, range } = fields
  const bare = { at: '', fields: {} }
  if (typeof revision === 'number') {
    const told = { revision: typeof deletedAt === 'string' ? Infinity : revision, at, fields }
    if (id !== undefined) return [[text(id), 'activities' in fields ? { ...told, page: fields } : told]]
    return [
      [text(versionId), { ...bare, revision }],
      [`${text(versionId)} ${text(range)}`, { ...bare, revision, at }],
    ]
  }
  if (typeof sequence !== 'number' || versionId === undefined) return []
  const line = [historyKey(versionId), { ...bare, revision: sequence }] as const
  return what === 'delete' ? [line, [text(versionId), { ...bare, revision: Infinity }]] : [line]
}

function learn(memory: Memory, told: unknown, around = ''): void {
  if (typeof told !== 'object' || told === null) return
  const at = 'asOf' in told ? text(told.asOf) : around
  for (const [key, news] of toldBy(told as Fields, at)) {
    const before = memory.get(key)
    if (lackOf(news, before) > 0) continue
    const same = before?.revision === news.revision
    memory.set(key, same ? { ...before, ...news, at: news.at || before.at, fields: { ...before.fields, ...news.fields } } : news)
  }
  for (const part of Object.values(told)) learn(memory, part, at)
}

/** Takes from `newer` what `fields` has, too. */
const updated = (fields: Fields, newer: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, name in newer ? newer[name] : value]))

/** As `told`, with the newest known in place of what is behind. `lacks` hears how far something is behind nevertheless. */
function renew(memory: Memory, told: unknown, lacks: (lack: Lack) => void, around = ''): unknown {
  if (typeof told !== 'object' || told === null) return told
  let fields = told as Fields
  for (const [key, here] of 'revision' in fields ? toldBy(fields, text(fields['asOf'] ?? around)) : []) {
    const known = memory.get(key)
    const lack = lackOf(here, known)
    if (lack === 0 || known === undefined) continue
    if (here.page) {
      const page = known.page && lackOf(here, { ...known, at: text(known.page['asOf']) }) > 0 ? known.page : fields
      const same = page === known.page || lack === 1
      lacks(same ? (page['asOf'] === known.at ? 0 : 1) : 2)
      // Of its numbers, the one that rows tell, too.
      fields = same ? updated(page, { peopleInside: known.fields['peopleInside'] }) : page
    } else if ('id' in fields) {
      if (known.revision === Infinity) return gone
      if (lack === 2 && !Object.keys(fields).every((name) => name in known.fields)) lacks(2)
      fields = updated(fields, known.fields)
    } else lacks(2)
  }
  const at = text(fields['asOf'] ?? around)
  const parts = Object.entries(fields).map(([name, part]) => [name, renew(memory, part, lacks, at)] as const)
  // What is said about a version goes with it.
  if (parts.some(([name, part]) => name === 'version' && part === gone)) return gone
  if (parts.length === Object.keys(told).length && parts.every(([name, part]) => part === (told as Fields)[name])) return told
  if (Array.isArray(told)) return parts.flatMap(([, part]) => (part === gone ? [] : [part]))
  return Object.fromEntries(parts.map(([name, part]) => [name, part === gone ? null : part]))
}

/** Renews data, and says how far it is behind nevertheless. */
function renewed<T>(memory: Memory, data: T): readonly [newest: T, lack: Lack] {
  let most: Lack = 0
  const newest = renew(memory, data, (lack) => (most = lack > most ? lack : most))
  return [newest as T, most]
}

/** Lets a query not be behind. What of it cannot be made newer is read again before it is shown the next time. */
function renewQuery(memory: Memory, query: Query): void {
  const { data } = query.state
  const [newest, lack] = renewed(memory, data)
  // Not as if it had been read just now.
  if (newest !== data) query.setState({ data: newest })
  if (lack > 0) query.invalidate()
}

function memoryOf(client: QueryClient): Memory {
  const known = memories.get(client)
  if (known) return known
  const memory: Memory = new Map()
  memories.set(client, memory)
  // What is called off goes back to what it was before; and of pages that are read one after the other, the first is old when the last one comes.
  client.getQueryCache().subscribe(({ type, query }) => type === 'updated' && renewQuery(memoryOf(client), query as Query))
  return memory
}

/** Everything begins anew: in another history of the backend, what was told so far may be newer than what is true. */
export function forgetNewest(client: QueryClient): void {
  if (memories.has(client)) memories.set(client, new Map())
}

function take<T>(client: QueryClient, told: T): readonly [newest: T, lack: Lack] {
  const memory = memoryOf(client)
  learn(memory, told)
  for (const query of client.getQueryCache().getAll()) renewQuery(memory, query)
  return renewed(memory, told)
}

/**
 * Takes in what the backend has told of versions: an answer, a problem, a change. Returns it with the newest known in place of what is older; a
 * whole version stays as it was told if only a part of what is newer is known. Whatever else the console remembers is made as new at once.
 */
export const keepNewest = <T>(client: QueryClient, told: T): T => take(client, told)[0]

/**
 * Reads something, and again while it is behind what was told before, a few times at most. `lineOf`: the newest line of a history that is read from its
 * beginning. Throws as `read` does, and `Unreadable` when nothing comes but what is behind.
 */
export async function readNewest<T>(
  client: QueryClient,
  read: () => Promise<T>,
  lineOf?: (answer: T) => Pick<HistoryEntry, 'versionId' | 'sequence'>,
): Promise<T> {
  for (let reads = 1; reads <= mostReads; reads++) {
    const memory = memoryOf(client)
    const isOfNow = () => memory === memoryOf(client)
    const answer = await read().catch((error: unknown) => {
      if (error instanceof Refusal && isOfNow()) keepNewest(client, error.problem)
      throw error
    })
    // Asked before everything began anew.
    if (!isOfNow()) continue
    const line = lineOf?.(answer)
    const short = line ? lackOf({ revision: line.sequence, at: '' }, memory.get(historyKey(line.versionId))) : 0
    const [newest, lack] = take(client, answer)
    if (short + lack < (reads < mostReads ? 1 : 2)) return newest
  }
  throw new Unreadable('older than what was told before')
}
