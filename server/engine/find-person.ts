import type { User } from '#api/contract/primitives.ts'
import { maxWalks } from '#api/contract/entrances/person-look-up.ts'
import type { PersonWalk } from '#backend/engine/engine.ts'
import type { Instant } from '#domain/version.ts'
import { decodeText, encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

interface WalkRow {
  readonly version_id: string
  readonly activity_id: string
  readonly rotation: number
  readonly version_key: number
  readonly state: PersonWalk['state']
  readonly entered_at: Instant
  readonly left_at: Instant | null
}

interface MessageRow {
  readonly version_key: number
  readonly rotation: number
  readonly activity_id: string
  readonly at: Instant
  readonly state: PersonWalk['messages'][number]['state']
}

/** The walks of a person, newest first: one probe of an index for each version. */
const readWalks = (database: Database, person: string) =>
  sql<WalkRow>`
    select v.version_id, v.key as version_key, a.id as activity_id, p.rotation, p.entered_at,
      case when p.due is null then p.left_at when v.is_stopped then v.stopped_at end as left_at,
      case
        when v.is_stopped and (p.due is not null or p.left_at = v.stopped_at) then 'stopped'
        when p.due is not null then 'inside'
        when p.times_out then 'timedOut'
        else 'completed'
      end as state
    from walker_versions v
    cross join lateral (select * from walker_people where version_key = v.key and person_id = ${person} order by rotation desc limit ${maxWalks}) p
    join walker_activities a on a.version_key = v.key and a.activity = p.activity
    order by p.entered_at desc, p.rotation desc limit ${maxWalks}`.execute(database)

/** The messages of walks, by their keys: no index has the person. */
const readMessages = (database: Database, person: string, walks: readonly WalkRow[]) =>
  sql<MessageRow>`
    select w.version_key, w.rotation, a.id as activity_id, m.at,
      case m.state when 'sent' then 'accepted' when 'refused' then 'refused' else case when v.is_stopped then 'refused' else 'pending' end end as state
    from json_to_recordset(${JSON.stringify(walks.map(({ version_key, rotation }) => ({ version_key, rotation })))}::json)
      as w (version_key integer, rotation integer)
    join walker_versions v on v.key = w.version_key
    join walker_activities a on a.version_key = w.version_key and a.sends
    join walker_messages m on m.key = walker_digest(v.journey_id, ${person}, a.id, w.rotation::text)
    order by m.at, a.activity`.execute(database)

/** Writes down that a user looks a person up, and reads where the person is and was, in one transaction. */
export function findPerson(database: Database, personId: string, by: User, at: Instant): Promise<readonly PersonWalk[]> {
  const person = encodeText(personId)
  return database.transaction().execute(async (transaction) => {
    await sql`insert into walker_look_ups (at, user_id, user_name, person)
      values (${at}, ${encodeText(by.id)}, ${encodeText(by.name)}, walker_digest(${person}))`.execute(transaction)
    const { rows: walks } = await readWalks(transaction, person)
    const { rows: messages } = walks.length === 0 ? { rows: [] } : await readMessages(transaction, person, walks)
    return walks.map((walk) => ({
      versionId: decodeText(walk.version_id),
      activityId: decodeText(walk.activity_id),
      state: walk.state,
      enteredAt: walk.entered_at,
      leftAt: walk.left_at,
      messages: messages
        .filter(({ version_key, rotation }) => version_key === walk.version_key && rotation === walk.rotation)
        .map((message) => ({ at: message.at, activityId: decodeText(message.activity_id), state: message.state })),
    }))
  })
}
