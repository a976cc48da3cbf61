import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'
import { fillStore } from '#server/store/fill-store.ts'
import type { Database } from '#server/store/tables.ts'
import * as v from 'valibot'
import { entryRecordSchema, versionRecordSchema } from './record-schemas.ts'

/** A line that cannot be imported. */
export interface RefusedLine {
  /** The number of the line, from 1. */
  readonly line: number
  readonly problem: string
}

/** The result of an import. */
export interface ImportReport {
  readonly versions: number
  readonly entries: number
  /** Empty if everything was written; otherwise nothing was. */
  readonly refused: readonly RefusedLine[]
}

const lineSchema = v.union([v.strictObject({ version: versionRecordSchema }), v.strictObject({ entry: entryRecordSchema })])
type Line = v.InferOutput<typeof lineSchema>

const formatIssue = ({ path, message }: v.BaseIssue<unknown>): string => {
  const place = path?.map(({ key }) => String(key)).join('.')
  return place === undefined ? message : `${place}: ${message}`
}

/** Reads lines, and refuses those that contradict an earlier one. */
class LineReader {
  readonly versions: VersionRecord[] = []
  readonly history: EntryRecord[] = []
  readonly refused: RefusedLine[] = []
  readonly #ids = new Set<string>()
  readonly #latest = new Set<string>()
  /** The team of each journey. */
  readonly #teams = new Map<string, string | undefined>()

  read(text: string, line: number): void {
    if (text.trim() === '') return
    const found = this.#parse(text)
    const problem = typeof found === 'string' ? found : this.#findContradiction(found)
    if (problem !== null) this.refused.push({ line, problem })
    else if (typeof found !== 'string') this.#add(found)
  }

  #parse(text: string): Line | string {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return 'This is not JSON.'
    }
    const schema = typeof value === 'object' && value !== null && 'entry' in value ? lineSchema.options[1] : lineSchema.options[0]
    const result = v.safeParse(schema, value)
    // The value itself, not the output: it keeps the order of its fields, so that an export of the import is the same file.
    return result.success ? (value as Line) : result.issues.map(formatIssue).join(' ')
  }

  #findContradiction(line: Line): string | null {
    if ('entry' in line) return this.#ids.has(line.entry.versionId) ? null : `No line before has the version ${line.entry.versionId}.`
    const { id, journeyId, latest, deletedAt, team } = line.version
    if (this.#ids.has(id)) return `A line before has the version ${id}, too.`
    if (this.#teams.has(journeyId) && this.#teams.get(journeyId) !== team)
      return `The journey ${journeyId} has another team in a line before.`
    return latest && deletedAt === null && this.#latest.has(journeyId) ? `The journey ${journeyId} has another latest version.` : null
  }

  #add(line: Line): void {
    if ('entry' in line) {
      this.history.push(line.entry)
      return
    }
    const { id, journeyId, latest, deletedAt } = line.version
    this.#teams.set(line.version.journeyId, line.version.team)
    this.versions.push(line.version)
    this.#ids.add(id)
    if (latest && deletedAt === null) this.#latest.add(journeyId)
  }
}

/** Imports the lines of an export into an empty store, in one transaction. If a line is refused nothing is written, and the report names each. */
export async function importLines(database: Database, lines: AsyncIterable<string> | Iterable<string>): Promise<ImportReport> {
  const reader = new LineReader()
  let line = 0
  for await (const text of lines) reader.read(text, ++line)
  const { versions, history, refused } = reader
  if (refused.length > 0) return { versions: 0, entries: 0, refused }
  await fillStore(database, { versions, history })
  return { versions: versions.length, entries: history.length, refused }
}
