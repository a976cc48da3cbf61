import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { closeFence } from '#server/engine/fence.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Database } from '#server/store/tables.ts'
import { preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { buildActivity, buildFlow, day, monday } from '#test/unit/domain/population/example-life.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { changeAtFullSpeed, plantFence, startSenders, wrongFences } from './fence-senders.ts'
import { applyVersion, findVersionKey } from './walker-support.ts'

const { database, url } = preparePostgresql()

/** Everyone who enters gets an e-mail with the first step, then waits. */
const flow = buildFlow(0, buildActivity('hello', 'email', 0, 'wait'), buildActivity('wait', 'wait', 30 * day))
let count = 0
const publish = async (): Promise<VersionRecord> => {
  const version = buildVersion({ id: `version-${++count}`, journeyId: `journey-${count}`, flow, pauses: [] })
  await applyVersion(database(), version)
  return version
}
const stopVersion = (version: VersionRecord): VersionRecord => ({ ...version, status: 'stopped', stoppedAt: monday })
const closeVersion = (version: VersionRecord): VersionRecord => ({ ...version, status: 'closed', closedAt: monday })

/** The right fence, as the migration made it. */
let rightFence: string | undefined
const plant = async (body: string) => {
  const { rows } = await sql<{ source: string }>`select pg_get_functiondef('walker_pass_fence'::regproc) as source`.execute(database())
  rightFence ??= rows[0]!.source
  await plantFence(database(), body)
}
afterEach(async () => {
  if (rightFence !== undefined) await sql.raw(rightFence).execute(database())
})

/** Waits until some connection waits for a lock. */
async function waitForWaiter(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`.execute(database())
    if (rows.length > 0) return
  }
}

const enterOne = async (connection: Database, key: number, id: string): Promise<string | undefined> => {
  const { rows } = await sql<{ result: string }>`
    select result from walker_enter(${key}, ${monday}, ${JSON.stringify([{ id }])}::json)`.execute(connection)
  return rows[0]?.result
}

/** A sender that has passed the fence, and writes after a stop was asked for. Resolves to whether the stop was committed before the message. */
async function sendAcrossStop(version: VersionRecord): Promise<'stop waited' | 'late message'> {
  const key = await findVersionKey(database(), version.id)
  let isStopped = false
  const { promise: passed, resolve } = Promise.withResolvers<void>()
  const { promise: goOn, resolve: letGoOn } = Promise.withResolvers<void>()
  const sender = database()
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await sql`select walker_pass_fence(${key})`.execute(transaction)
      resolve()
      await goOn
      return isStopped ? ('late message' as const) : ('stop waited' as const)
    })
  await passed
  const stop = changeAtFullSpeed(database(), stopVersion(version)).then(() => (isStopped = true))
  await Promise.race([waitForWaiter(), stop])
  letGoOn()
  const result = await sender
  await stop
  return result
}

/** A sender that comes while a stop holds the fence, and goes on when the stop is committed. Resolves to what became of its entrance. */
async function sendBehindStop(version: VersionRecord): Promise<string | undefined> {
  const key = await findVersionKey(database(), version.id)
  const { promise: held, resolve } = Promise.withResolvers<void>()
  const { promise: waits, resolve: letCommit } = Promise.withResolvers<void>()
  const stop = database()
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await closeFence(transaction, version.id)
      resolve()
      await waits
      await sql`update walker_versions set status = 'stopped', accepts = false, moves = false where key = ${key}`.execute(transaction)
    })
  await held
  const entrance = enterOne(database(), key, 'ana')
  await Promise.race([waitForWaiter(), entrance])
  letCommit()
  await stop
  return entrance
}

describe('fence', () => {
  test('a stop waits for what has passed the fence', async () => {
    expect(await sendAcrossStop(await publish())).toBe('stop waited')
  })

  test('what comes while a stop is under way sees the stop', async () => {
    expect(await sendBehindStop(await publish())).toBe('refused')
  })

  test('a fence without a lock is found', async () => {
    await plant(wrongFences['no lock']!)

    expect(await sendAcrossStop(await publish())).toBe('late message')
  })

  test('a fence with the lock in the same statement as the read is found', async () => {
    await plant(wrongFences['the lock in the same statement as the read']!)

    expect(await sendBehindStop(await publish())).toBe('entered')
  })

  test('the fence refuses transactions that would read an old state', async () => {
    const version = await publish()
    const key = await findVersionKey(database(), version.id)

    const entered = database()
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((transaction) => enterOne(transaction, key, 'ana'))

    await expect(entered).rejects.toThrow('READ COMMITTED')
  })

  test('of two changes that say the same the second one changes nothing', async () => {
    const version = await publish()
    const readEpoch = async () =>
      (await database().selectFrom('walker_versions').select('epoch').where('version_id', '=', version.id).executeTakeFirst())?.epoch
    const first = await readEpoch()
    await applyVersion(database(), version)
    expect(await readEpoch()).toBe(first)
    await applyVersion(database(), stopVersion(version))
    await applyVersion(database(), stopVersion(version))

    expect(await readEpoch()).toBe(first! + 1)
  })
})

describe('fence at full speed', () => {
  test.each([
    ['stop', stopVersion],
    ['close', closeVersion],
  ] as const)(
    'of 16 senders none is accepted after a %s',
    async (_, change) => {
      for (let round = 0; round < scaleCases(20, 2); round++) {
        const version = await publish()
        const senders = startSenders(url()!, version.id, monday, 16)
        while (senders.countSent() < 200) await sql`select`.execute(database())
        const { accepted } = await changeAtFullSpeed(database(), change(version))
        const atChange = senders.countSent()
        while (senders.countSent() < atChange + 200) await sql`select`.execute(database())
        const after = await senders.countAccepted(change(version))
        await senders.end()

        expect(accepted).toBeGreaterThan(0)
        expect(after).toBe(accepted)
      }
    },
    generatedCasesTimeoutMs,
  )
})
