import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** How many rows are read, and handed over, at once. */
const rowsAtOnce = 1_000

/** A row of one of the two tables: its place in the order of the export, and its JSON. */
interface ExportedRow<Place> {
  readonly place: Place
  readonly text: string
}

async function exportRows<Place>(
  kind: string,
  read: (after: Place | undefined) => Promise<readonly ExportedRow<Place>[]>,
  write: (lines: string) => Promise<void> | void,
): Promise<number> {
  let count = 0
  let rows: readonly ExportedRow<Place>[] = []
  do {
    rows = await read(rows.at(-1)?.place)
    if (rows.length > 0) await write(rows.map(({ text }) => `{"${kind}":${text}}\n`).join(''))
    count += rows.length
  } while (rows.length === rowsAtOnce)
  return count
}

/**
 * Exports all versions, deleted ones too, and the whole history, in one state of the store: a line of JSON each. Saved views stay; idempotency
 * records, batches and preflights, too: they belong to requests of a short time. Returns the number of lines.
 */
export function exportLines(database: Database, write: (lines: string) => Promise<void> | void): Promise<number> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const versions = transaction
        .selectFrom('versions')
        .select(['id as place', sql<string>`record::text`.as('text')])
        .orderBy('id')
        .limit(rowsAtOnce)
      const history = transaction
        .selectFrom('history')
        .select(['sequence as place', sql<string>`entry::text`.as('text')])
        .orderBy('sequence')
        .limit(rowsAtOnce)
      const versionCount = await exportRows<string>(
        'version',
        (after) => (after === undefined ? versions : versions.where('id', '>', after)).execute(),
        write,
      )
      const entryCount = await exportRows<number>(
        'entry',
        (after) => (after === undefined ? history : history.where('sequence', '>', after)).execute(),
        write,
      )
      return versionCount + entryCount
    })
}
