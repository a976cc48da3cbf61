import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HttpProblem } from '#backend/http/problem.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { runWalker } from '#server/engine/run-walker.ts'
import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { preparePglite } from '#test/contract/sql/support/sql-databases.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { day } from '#test/unit/domain/population/example-life.ts'

const { database, openStore } = preparePglite()

const build = (id: string) => buildVersion({ id, journeyId: id, flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })
/** The bad one comes first. */
const [bad, good] = [build('bad'), build('good')]

const reported: unknown[] = []
const report = (error: unknown) => void reported.push(error)
beforeEach(() => void reported.splice(0))
const dropRefusals = () => sql`alter table walker_counts drop constraint if exists refused_version`.execute(database())
afterEach(dropRefusals)

/** Both versions with a person each. */
async function enterBoth() {
  const store = await openStore(buildSeed([bad, good]), 'read committed')
  const engine = createWalkerEngine(database())
  await adoptVersions(store, engine)
  for (const version of [bad, good]) await engine.enter(version, [{ id: 'a' }], now)
}

/** Runs the walker. Resolves to the versions whose messages were sent. */
async function runAndListSent() {
  const sent: string[] = []
  const sink: MessageSink = {
    send: async (messages) => {
      sent.push(...messages.map(({ versionId }) => versionId))
      return acceptAll(messages)
    },
  }
  await runWalker(database(), sink, () => now, report)
  return sent
}

describe('one bad version is reported, and the others go on', () => {
  test('if it cannot get a fence', async () => {
    const store = await openStore(buildSeed([bad, good]), 'read committed')
    const walker = createWalkerEngine(database())
    const failure = new Error('no fence')
    const engine: Engine = {
      ...walker,
      applyChange: async (version) => (version.id === 'bad' ? Promise.reject(failure) : walker.applyChange(version)),
    }
    await adoptVersions(store, engine, report)

    expect(reported).toEqual([failure])
    expect(await walker.enter(good, [{ id: 'a' }], now)).toEqual(['entered'])
  })

  test('if its messages cannot be handed over', async () => {
    await enterBoth()
    await sql`update versions set record = jsonb_set(record::jsonb, '{flow}', 'null') where id = 'bad'`.execute(database())

    expect(await runAndListSent()).toEqual(['good'])
    expect(reported).toHaveLength(1)
  })

  test('if its people cannot be moved', async () => {
    await enterBoth()
    const { rows } = await sql<{ key: number }>`select key from walker_versions where version_id = 'bad'`.execute(database())
    await sql
      .raw(`alter table walker_counts add constraint refused_version check (version_key <> ${rows[0]?.key}) not valid`)
      .execute(database())

    expect(await runAndListSent()).toEqual(['good'])
    expect(reported).toHaveLength(1)
    await dropRefusals()
    expect(await runAndListSent()).toEqual(['bad'])
  })

  test('but while the database is away, no version is to blame', async () => {
    const store = await openStore(buildSeed([bad, good]), 'read committed')
    const away = new HttpProblem('unavailable', 'The database cannot be reached now.')
    let calls = 0
    const engine: Engine = {
      ...createWalkerEngine(database()),
      applyChange: async () => {
        calls++
        throw away
      },
    }

    await expect(adoptVersions(store, engine, report)).rejects.toThrow(away)
    expect([calls, reported]).toEqual([1, []])
  })
})
