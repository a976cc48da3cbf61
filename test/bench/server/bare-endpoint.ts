import { sql } from 'kysely'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import type { VersionRecord } from '#backend/store/records.ts'
import { statuses } from '#domain/lifecycle.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import type { Database } from '#server/store/tables.ts'

/** What the bare endpoint is asked to end. */
export interface BareRequest {
  readonly id: string
  readonly action: 'close' | 'stop'
  readonly key: string
}

/** An endpoint that ends versions without any rule. */
export interface BareEndpoint {
  readonly address: string
  readonly close: () => Promise<void>
}

/**
 * Starts the control of the bench: plain Node, which writes with one statement the rows that an ending writes, with the same hash chain, and
 * no answer is kept shorter. Nothing is checked but the revision and the key.
 */
export async function startBareEndpoint(
  database: Database,
  versions: ReadonlyMap<string, VersionRecord>,
  answer: string,
): Promise<BareEndpoint> {
  const end = async ({ id, action, key }: BareRequest): Promise<void> => {
    const version = versions.get(id)
    if (!version) throw new Error(`There is no version ${id}.`)
    const at = Date.now()
    const status = action === 'stop' ? 'stopped' : 'closed'
    const ended = { at, action, actor: version.createdBy, trigger: null, reason: 'legal', note: '', peopleInside: 0 }
    const times = action === 'stop' ? { stoppedAt: at } : { closedAt: at }
    const record = encodeJson({ ...version, status, ended, ...times, updatedAt: at, revision: version.revision + 1, dueAt: null })
    const entry = encodeJson({ versionId: id, journeyId: version.journeyId, type: action, before: version.status, after: status, ...ended })
    const kept = encodeJson({ userId: 'bare', key, at, fingerprint: `${action} ${id}`, status: 200, headers: {}, body: answer })
    await sql`
      with last as (
        update store_state set
          last_sequence = last_sequence + 1,
          last_hash = encode(sha256(convert_to(last_hash || (last_sequence + 1) || ' ' || ${entry}::text, 'UTF8')), 'hex')
        returning last_sequence, last_hash
      ), ended as (
        update versions set
          revision = revision + 1, status_rank = ${statuses.indexOf(status)}, is_open = ${action === 'close'}, updated_at = ${at},
          ended_at = ${at}, ended_by = ${action}, due_at = null, ended_reason = 'legal', record = ${record}::json
        where id = ${id} and revision = ${version.revision}
        returning id
      ), kept as (
        insert into idempotency_records (user_id, key, at, record) select 'bare', ${key}, ${at}, ${kept}::json from ended
      )
      insert into history (sequence, version_id, type, entry, hash)
      select last_sequence, id, ${action}, ${entry}::json, last_hash from last, ended`.execute(database)
  }
  const server = createServer((request, response) => {
    json(request)
      .then((body) => end(body as BareRequest))
      .then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
