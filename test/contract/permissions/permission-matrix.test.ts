import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { actions, statuses, type Action, type Permission } from '#domain/lifecycle.ts'
import { lifecycleTable, type Cell } from '#test/unit/domain/lifecycle-table.ts'
import { Client } from '#test/contract/support/client.ts'
import { versionThatIs } from '#test/contract/support/fixtures.ts'
import { inProcess } from '#test/contract/support/in-process.ts'
import { needed, roles } from './permission-matrix.ts'
import { holding, marketer } from '#test/contract/support/sessions.ts'
import { sight } from '#test/contract/support/visible-state.ts'

const client = new Client(inProcess())

/** A version as it stands, and what the design says about each action on it. */
interface Standing {
  readonly words: string
  readonly versions: readonly VersionRecord[]
  readonly cell: (action: Action) => Cell['latest'] | 'deleted'
}

const shop = { journeyId: 'shop' }
const newer = versionThatIs('draft', { ...shop, id: 'newer', number: 2 })
const cellOf = (status: string, action: Action) => lifecycleTable.find((cell) => cell.status === status && cell.action === action)!

const standings: readonly Standing[] = [
  ...statuses.flatMap((status): Standing[] => [
    { words: `${status}, the latest`, versions: [versionThatIs(status, shop)], cell: (action) => cellOf(status, action).latest },
    {
      words: `${status}, an older one`,
      versions: [versionThatIs(status, { ...shop, latest: false }), newer],
      cell: (action) => cellOf(status, action).older,
    },
  ]),
  { words: 'deleted', versions: [versionThatIs('stopped', { ...shop, latest: false, deletedAt: 1 }), newer], cell: () => 'deleted' },
]

const reads = [
  '/api/versions',
  '/api/overview',
  '/api/versions/version/history',
  '/api/versions/version',
  '/api/versions/version/impact',
  '/api/versions/version/population',
  '/api/events',
]
const mentioning = ['/api/versions/version', '/api/versions/version/impact', '/api/versions/version/population']

/** What an answer said: its status, and for a refusal why. */
type Said = readonly (string | number)[]
const told = (status: number, { code, reasonCode }: Partial<Problem>): Said =>
  [status, code, reasonCode].filter((part) => part !== undefined)
const order = async (action: Action): Promise<Said> => {
  const { status, body } = await client.order<Problem & Version>(action, 'version', { etag: '"r1"' })
  return status === 200 ? [200] : told(status, body)
}

const notPermitted: Said = [403, 'forbidden', 'notPermitted']

// Not held to the contract, which others do: only what is refused is looked at.
async function read(path: string): Promise<Said> {
  const response = await client.host.send(path)
  if (response.status !== 200) return told(response.status, (await response.json()) as Problem)
  await response.body?.cancel()
  return [200]
}

function saidToReading(path: string, { cell }: Standing, held: readonly Permission[]): Said {
  if (!held.includes('view')) return notPermitted
  return cell('close') === 'deleted' && mentioning.includes(path) ? [404, 'deleted'] : [200]
}

function saidToAction(action: Action, { cell }: Standing, held: readonly Permission[]): Said {
  // Every other answer tells something of the version: whoever may not see it is told nothing.
  if (!held.includes('view') || !held.includes(needed[action])) return notPermitted
  const verdict = cell(action)
  if (verdict === 'deleted') return [404, 'deleted']
  return verdict.allowed ? [200] : [409, 'action-not-allowed', verdict.reasonCode]
}

const begin = async ({ versions }: Standing, session: Session | null) => {
  await client.start(versions)
  await client.host.signIn(session)
}

/** What has become of the version, as somebody sees it who may see everything. */
async function outcome(action: Action, before: string) {
  await client.host.signIn(marketer)
  const version = await client.send<Version & Problem>('/api/versions/version')
  const [line, ...earlier] = await client.history()
  expect([line?.type, line?.actor?.id, earlier.length]).toEqual([action, 'carl', 1])
  if (version.body.code === 'deleted') return 'deleted'
  return version.body.status === before ? 'unchanged' : version.body.status
}

describe.each(standings)('a version that is $words', (standing) => {
  let seen: readonly string[] | undefined

  test.each(roles.map((held) => ({ held, who: held.join(', ') || 'nothing' })))('by somebody who may $who', async ({ held }) => {
    await begin(standing, marketer)
    const before = (seen ??= await sight(client))
    const refused = actions.filter((action) => saidToAction(action, standing, held)[0] !== 200)
    await client.host.signIn(holding(...held))

    const readings = [await read('/api/session'), ...(await Promise.all(reads.map(read)))]
    const refusals: Said[] = []
    for (const action of refused) refusals.push(await order(action))

    expect(readings).toEqual([[200], ...reads.map((path) => saidToReading(path, standing, held))])
    expect(refusals).toEqual(refused.map((action) => saidToAction(action, standing, held)))
    await client.host.signIn(marketer)
    expect(await sight(client)).toEqual(before)
    for (const action of actions.filter((action) => !refused.includes(action))) {
      await begin(standing, holding(...held))

      const done = await order(action)

      const verdict = standing.cell(action)
      expect([action, ...done]).toEqual([action, 200])
      expect(await outcome(action, standing.versions[0]!.status)).toBe(verdict !== 'deleted' && verdict.allowed && verdict.becomes)
    }
  })

  test('by nobody who is signed in', async () => {
    await begin(standing, null)

    const readings = await Promise.all(['/api/session', ...reads].map(read))
    const replies = await Promise.all(actions.map(order))

    expect(new Set([...readings, ...replies].map(String))).toEqual(new Set(['401,unauthenticated']))
  })
})

test('every set of the four permissions is there, and every action asks for one of them', () => {
  expect([new Set(roles.map(String)).size, new Set(Object.values(needed)).size]).toEqual([16, 3])
  expect(lifecycleTable).toHaveLength(56)
})
