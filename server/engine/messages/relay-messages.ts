import type { Channel } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'
import { decodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import type { MessageSink, OutgoingMessage } from './message-sink.ts'

/** How many messages are handed over at once. */
const messagesAtOnce = 100

/** How many times one run hands messages over, so that a run ends. */
const maxHandOvers = 100

/** The longest time until messages are handed over again, in milliseconds. */
const maxDelayMs = 3_600_000

interface ClaimedRow {
  readonly key: string
  readonly journey_id: string
  readonly version_id: string
  readonly activity_id: string
  readonly kind: Channel
  readonly person_id: string
  readonly epoch: number
  readonly at: Instant
}

const toMessage = (row: ClaimedRow): OutgoingMessage => ({
  key: row.key,
  epoch: row.epoch,
  journeyId: decodeText(row.journey_id),
  versionId: decodeText(row.version_id),
  activityId: decodeText(row.activity_id),
  channel: row.kind,
  personId: decodeText(row.person_id),
  at: row.at,
})

/** Hands pending messages of a version over, behind its fence: a stop waits for the sink, and then nothing more leaves. Resolves to how many. */
export function handOver(database: Database, versionKey: number, sink: MessageSink, now: Instant): Promise<number> {
  return database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const { rows } = await sql<ClaimedRow>`
        select m.key, v.journey_id, v.version_id, a.id as activity_id, a.kind, m.person_id, v.epoch, m.at
        from walker_claim_messages(${versionKey}, ${now}, ${messagesAtOnce}) m
        join walker_versions v on v.key = m.version_key
        join walker_activities a on a.version_key = m.version_key and a.activity = m.activity`.execute(transaction)
      if (rows.length === 0) return 0
      const keys = rows.map(({ key }) => key)
      const isAccepted = await sink(rows.map(toMessage)).then(
        () => true,
        () => false,
      )
      if (isAccepted)
        await sql`update walker_messages set state = 'sent', attempts = attempts + 1 where key = any (${keys})`.execute(transaction)
      else
        await sql`update walker_messages set attempts = attempts + 1,
          next_at = ${now}::double precision + least(${maxDelayMs}, 1000 * power(2, least(attempts, 20)))
          where key = any (${keys})`.execute(transaction)
      return isAccepted ? rows.length : 0
    })
}

/** Hands all pending messages over, and refuses those of versions that were stopped. Resolves to how many were accepted. */
export async function relayMessages(database: Database, sink: MessageSink, now: Instant): Promise<number> {
  let total = 0
  for (let handOvers = 0; handOvers < maxHandOvers;) {
    const { rows } = await sql<{ key: number }>`
      select key from walker_versions v where (moves or is_stopped or status = 'finished') and exists (
        select from walker_messages where version_key = v.key and state = 'pending' and next_at <= ${now}
      )`.execute(database)
    if (rows.length === 0) return total
    for (const { key } of rows) {
      total += await handOver(database, key, sink, now)
      handOvers++
    }
  }
  return total
}
