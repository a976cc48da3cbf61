import type { EnteringPerson, EntranceResult } from '#backend/engine/engine.ts'
import type { Instant } from '#domain/version.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

const encodeEntries = (attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [encodeText(name), encodeText(value)]))

/** Lets people enter a version through its fence, in a transaction of its own. The results are in the order of the people. */
export async function enterPeople(
  database: Database,
  versionId: string,
  people: readonly EnteringPerson[],
  at: Instant,
): Promise<readonly EntranceResult[]> {
  const list = people.map(({ id, key, attributes }) => ({
    id: encodeText(id),
    ...(key !== undefined && { key: encodeText(key) }),
    ...(attributes !== undefined && { attributes: encodeEntries(attributes) }),
  }))
  const { rows } = await sql<{ nth: number; result: EntranceResult }>`
    select nth, result from walker_enter(
      coalesce((select key from walker_versions where version_id = ${encodeText(versionId)}), 0), ${at}, ${JSON.stringify(list)}::json
    ) order by nth`.execute(database)
  return rows.map(({ result }) => result)
}
