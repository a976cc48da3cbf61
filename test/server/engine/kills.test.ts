import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { enterPeople } from '#server/engine/enter-people.ts'
import { countPeople } from '#server/engine/read-counts.ts'
import { advancePeople } from '#server/engine/walk.ts'
import { isUnavailable } from '#server/store/is-unavailable.ts'
import { openPostgres } from '#server/store/open-database.ts'
import { preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { buildActivity, buildFlow, hour, monday } from '#test/unit/domain/population/example-life.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { applyVersion, findVersionKey } from './walker-support.ts'

const { database, url } = preparePostgresql()

const flow = buildFlow(
  0,
  buildActivity('one', 'email', 0, 'two'),
  buildActivity('two', 'sms', hour, 'three'),
  buildActivity('three', 'push', 0, 'end'),
  buildActivity('end', 'end', 0),
)

/** A worker whose connections are cut now and then. It goes on with another one, as a new process does. */
async function workThroughKills(versionKey: number, at: number, onMoved: (count: number) => void): Promise<void> {
  const { database: own, close } = openPostgres(url()!, () => undefined)
  const countInside = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from walker_people where version_key = ${versionKey} and due is not null`.execute(own)
    return rows[0]?.count
  }
  for (;;) {
    try {
      const moved = await advancePeople(own, versionKey, at, 50)
      onMoved(moved)
      if (moved === 0 && (await countInside()) === 0) break
    } catch (error) {
      if (!isUnavailable(error)) throw error
    }
  }
  await close()
}

test(
  'every message is written exactly once through kills of four workers, and the counts agree',
  async () => {
    const version = buildVersion({ flow, pauses: [] })
    await applyVersion(database(), version)
    const people = scaleCases(100_000, 2_000)
    for (let from = 0; from < people; from += 1_000)
      await enterPeople(
        database(),
        'version',
        Array.from({ length: 1_000 }, (_, nth) => ({ id: `p${from + nth}` })),
        monday,
      )
    const key = await findVersionKey(database(), 'version')
    const steps = people * flow.activities.length
    const wanted = scaleCases(20, 5)
    const progress = { moved: 0, kills: 0 }
    /** Cuts a connection that is moving people, as often as wanted, evenly over the steps. */
    const kill = async () => {
      while (progress.kills < wanted && progress.moved < steps) {
        if (progress.moved < ((progress.kills + 1) * steps) / (wanted + 1)) {
          await sql`select`.execute(database())
          continue
        }
        const { rows } = await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where state = 'active' and query like '%walker_advance%' and pid <> pg_backend_pid() order by random() limit 1`.execute(
          database(),
        )
        progress.kills += rows.length
      }
    }
    const onMoved = (count: number) => void (progress.moved += count)

    await Promise.all([kill(), ...[1, 2, 3, 4].map(() => workThroughKills(key, monday + 2 * hour, onMoved))])

    const { rows } = await sql<{ messages: number; people: number }>`
      select count(*) as messages, count(distinct person_id) as people from walker_messages`.execute(database())
    expect(rows).toEqual([{ messages: people * 3, people }])
    expect(await countPeople(database(), version)).toMatchObject({ entered: people, inside: 0, completed: people })
    expect(progress.kills).toBeGreaterThan(0)
  },
  generatedCasesTimeoutMs,
)
