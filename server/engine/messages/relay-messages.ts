import type { Channel } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'
import { decodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { addressAttribute } from '#domain/email-address.ts'
import { endAtFailure, serveEach } from '#server/engine/serve-each.ts'
import type { HandOverResult, MessageSink, OutgoingMessage } from './message-sink.ts'

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
  readonly activity: number
  readonly address: string | null
  readonly kind: Channel
  readonly person_id: string
  readonly epoch: number
  readonly at: Instant
}

const toMessage = (row: ClaimedRow, activityNames: readonly string[]): OutgoingMessage => ({
  key: row.key,
  epoch: row.epoch,
  journeyId: decodeText(row.journey_id),
  versionId: decodeText(row.version_id),
  activityId: decodeText(row.activity_id),
  activityName: activityNames[row.activity] ?? decodeText(row.activity_id),
  channel: row.kind,
  personId: decodeText(row.person_id),
  address: row.address === null ? null : decodeText(row.address),
  at: row.at,
})

/** The names of the activities of a version, in the order of its flow. */
async function readActivityNames(transaction: Database, versionId: string): Promise<readonly string[]> {
  const row = await transaction.selectFrom('versions').select('record').where('id', '=', versionId).executeTakeFirst()
  return row?.record.flow.activities.map(({ name }) => name) ?? []
}

/** Writes what became of messages. */
async function writeResults(transaction: Database, keys: readonly string[], results: readonly HandOverResult[], now: Instant) {
  const listKeys = (sought: HandOverResult) => keys.filter((_, nth) => results[nth] === sought)
  const [sent, refused, failed] = [listKeys('accepted'), listKeys('refused'), listKeys('failed')]
  if (sent.length + refused.length > 0)
    await sql`update walker_messages set state = case when key = any (${sent}) then 'sent' else 'refused' end, attempts = attempts + 1
      where key = any (${[...sent, ...refused]})`.execute(transaction)
  if (failed.length > 0)
    await sql`update walker_messages set attempts = attempts + 1,
      next_at = ${now}::double precision + least(${maxDelayMs}, 1000 * power(2, least(attempts, 20)))
      where key = any (${failed})`.execute(transaction)
}

/** Hands pending messages of a version over, behind its fence: a stop waits for the sink, and then nothing more leaves. Resolves to how many. */
export function handOver(database: Database, versionKey: number, sink: MessageSink, now: Instant): Promise<number> {
  return database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const { rows } = await sql<ClaimedRow>`
        select m.key, v.journey_id, v.version_id, a.id as activity_id, m.activity, a.kind, m.person_id, v.epoch, m.at, (
          select p.attributes ->> ${addressAttribute} from walker_people p
          where p.version_key = m.version_key and p.person_id = m.person_id order by p.rotation desc limit 1
        ) as address
        from walker_claim_messages(${versionKey}, ${now}, ${messagesAtOnce}) m
        join walker_versions v on v.key = m.version_key
        join walker_activities a on a.version_key = m.version_key and a.activity = m.activity`.execute(transaction)
      const [first] = rows
      if (first === undefined) return 0
      const names = await readActivityNames(transaction, first.version_id)
      const messages = rows.map((row) => toMessage(row, names))
      const results = await sink.send(messages).catch(() => messages.map((): HandOverResult => 'failed'))
      const keys = rows.map(({ key }) => key)
      await writeResults(transaction, keys, results, now)
      return results.filter((result) => result === 'accepted').length
    })
}

/**
 * Hands all pending messages over, and refuses those of versions that were stopped. Resolves to how many were accepted. Those of a
 * version that could not be handed over wait for a later run. By default that ends the run.
 */
export async function relayMessages(database: Database, sink: MessageSink, now: Instant, outcomes = endAtFailure): Promise<number> {
  let total = 0
  const failed = new Set<number>()
  for (let handOvers = 0; handOvers < maxHandOvers;) {
    const { rows } = await sql<{ key: number; id: string }>`
      select key, version_id as id from walker_versions v where (moves or is_stopped or status = 'finished') and exists (
        select from walker_messages where version_key = v.key and state = 'pending' and next_at <= ${now}
      )`.execute(database)
    const waiting = rows
      .map(({ key, id }) => ({ key, id: decodeText(id) }))
      .filter(({ key, id }) => !failed.has(key) && outcomes.mayTry('messages', id))
    if (waiting.length === 0) return total
    handOvers += waiting.length
    await sink.prepare?.()
    const serve = async ({ key }: { readonly key: number }) => {
      failed.add(key)
      total += await handOver(database, key, sink, now)
      failed.delete(key)
    }
    await serveEach('messages', waiting, serve, outcomes)
  }
  return total
}
