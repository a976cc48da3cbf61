import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { migrateDatabase } from '#server/store/migrations/migrate-database.ts'
import { openPostgres, type OpenDatabase } from '#server/store/open-database.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createServerFolder, startServerProcess, type ServerProcess } from '#test/server/support/server-process.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { startLoadBalancer, type LoadBalancer } from './load-balancer.ts'
import { sendLoad } from './send-load.ts'

const versions = Array.from({ length: 100 }, (_, nth) => {
  const at = Date.now() - 86_400_000
  return buildVersion({ id: `v${nth}`, publishedAt: at, createdAt: at, updatedAt: at, flow: welcomeFlow })
})

let cluster: PostgresqlCluster
let opened: OpenDatabase
let balancer: LoadBalancer
const folder = createServerFolder()
const replicas: ServerProcess[] = []
let startReplica: () => Promise<ServerProcess>

beforeAll(async () => {
  cluster = await startPostgresql()
  const url = await cluster.createDatabase()
  opened = openPostgres(url, () => undefined)
  await migrateDatabase(opened.database)
  await fillStore(opened.database, buildSeed(versions))
  balancer = await startLoadBalancer()
  startReplica = async () => {
    const replica = await startServerProcess(folder.path, {
      DATABASE_URL: url,
      RATE_LIMIT: '0',
      LOG_LEVEL: 'warn',
      STOP_DELAY_SECONDS: '1',
    })
    await balancer.add(replica.address)
    return replica
  }
  replicas.push(...(await Promise.all([startReplica(), startReplica()])))
})

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()))
  await balancer.close()
  await opened.close()
  await cluster.stop()
  folder.remove()
})

async function signIn(address: string): Promise<string> {
  const body = new URLSearchParams({ name: 'Ana Ruiz', role: 'marketer' })
  const response = await fetch(`${address}/sign-in`, { method: 'POST', redirect: 'manual', body })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Restarts one replica after the other, each once the one before is ready again. Resolves to the exit codes and the events of the logs. */
async function restartAll() {
  const ended = []
  for (const [nth, replica] of replicas.entries()) {
    ended.push(await replica.stop())
    balancer.remove(replica.address)
    replicas[nth] = await startReplica()
  }
  return ended
}

test(
  'replicas are restarted one after the other, again and again, under 200 requests a second: none fails, and every command counts once',
  { timeout: generatedCasesTimeoutMs },
  async ({ annotate }) => {
    const cookie = await signIn(balancer.address)
    const total = scaleCases(12_000, 600)
    const load = { answered: 0, isOver: false }
    let rounds = 0
    const restarting = (async () => {
      const ended = []
      do {
        ended.push(...(await restartAll()))
        rounds++
      } while (load.answered < total)
      return ended
    })().finally(() => (load.isOver = true))

    const report = await sendLoad({
      address: balancer.address,
      cookie,
      versions,
      perSecond: 200,
      onAnswer: () => void load.answered++,
      isOver: () => load.isOver,
    })
    const ended = await restarting

    const { sent, writes, failures, durations, seconds } = report
    const quantiles = [0.5, 0.99, 1].map((share) => Math.round(durations[Math.ceil(share * durations.length) - 1] ?? 0))
    await annotate(
      `${rounds} restarts of both; ${sent} requests, ${writes} of them commands, in ${Math.round(seconds)} s; p50, p99 and longest: ${quantiles.join(', ')} ms; ${balancer.countResent()} met a closed connection`,
    )
    expect(failures).toEqual([])
    expect(ended.filter((each) => each.code !== 0 || each.failures.length > 0)).toEqual([])
    const stored = await opened.database.selectFrom('versions').select('record').execute()
    const pick = ({ id, revision, status }: Pick<Version, 'id' | 'revision' | 'status'>) => `${id} r${revision} ${status}`
    expect(stored.map(({ record }) => pick(record)).toSorted()).toEqual(report.versions.map(pick).toSorted())
    const { last_sequence: sequence } = await opened.database.selectFrom('store_state').select('last_sequence').executeTakeFirstOrThrow()
    expect(sequence).toBe(versions.length + writes)
  },
)
