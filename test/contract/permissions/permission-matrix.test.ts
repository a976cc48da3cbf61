import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { actions, statuses, type Action, type Permission } from '#domain/lifecycle.ts'
import { lifecycleTable, type Cell } from '#test/unit/domain/lifecycle-table.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { requiredPermissions, permissionSets } from './permission-matrix.ts'
import { createSessionWith, marketer } from '#test/contract/support/sessions.ts'
import { readVisibleState } from '#test/contract/support/visible-state.ts'

const client = new Client(createInProcessHost())

/** A version as it stands, and what the design says about each action on it. */
interface VersionState {
  readonly words: string
  readonly versions: readonly VersionRecord[]
  readonly cell: (action: Action) => Cell['latest'] | 'deleted'
}

const shop = { journeyId: 'shop' }
const newer = buildVersionInStatus('draft', { ...shop, id: 'newer', number: 2 })
const findCell = (status: string, action: Action) => lifecycleTable.find((cell) => cell.status === status && cell.action === action)!

const versionStates: readonly VersionState[] = [
  ...statuses.flatMap((status): VersionState[] => [
    { words: `${status}, the latest`, versions: [buildVersionInStatus(status, shop)], cell: (action) => findCell(status, action).latest },
    {
      words: `${status}, an older one`,
      versions: [buildVersionInStatus(status, { ...shop, latest: false }), newer],
      cell: (action) => findCell(status, action).older,
    },
  ]),
  { words: 'deleted', versions: [buildVersionInStatus('stopped', { ...shop, latest: false, deletedAt: 1 }), newer], cell: () => 'deleted' },
]

const readPaths = [
  '/api/versions',
  '/api/versions?id=version',
  '/api/overview',
  '/api/views',
  '/api/versions/version/history',
  '/api/versions/version',
  '/api/versions/version/impact',
  '/api/versions/version/copy-name',
  '/api/versions/version/population',
  '/api/engine/commands',
  '/api/events',
]
const versionPaths = [
  '/api/versions/version',
  '/api/versions/version/impact',
  '/api/versions/version/copy-name',
  '/api/versions/version/population',
]

/** What an answer said: its status, and for a refusal why. */
type AnswerSummary = readonly (string | number)[]
const summarizeProblem = (status: number, { code, reasonCode }: Partial<Problem>): AnswerSummary =>
  [status, code, reasonCode].filter((part) => part !== undefined)
const sendAction = async (action: Action): Promise<AnswerSummary> => {
  const { status, body } = await client.sendCommand<Problem & Version>(action, 'version', { etag: '"r1"' })
  return status === 200 ? [200] : summarizeProblem(status, body)
}

const notPermitted: AnswerSummary = [403, 'forbidden', 'notPermitted']

// Not held to the contract, which others do: only what is refused is looked at.
async function read(path: string): Promise<AnswerSummary> {
  const response = await client.host.send(path)
  if (response.status !== 200) return summarizeProblem(response.status, (await response.json()) as Problem)
  await response.body?.cancel()
  return [200]
}

function predictRead(path: string, { cell }: VersionState, held: readonly Permission[]): AnswerSummary {
  if (!held.includes('view')) return notPermitted
  return cell('close') === 'deleted' && versionPaths.includes(path) ? [404, 'deleted'] : [200]
}

function predictAction(action: Action, { cell }: VersionState, held: readonly Permission[]): AnswerSummary {
  // Every other answer tells something of the version: whoever may not see it is told nothing.
  if (!held.includes('view') || !held.includes(requiredPermissions[action])) return notPermitted
  const verdict = cell(action)
  if (verdict === 'deleted') return [404, 'deleted']
  return verdict.allowed ? [200] : [409, 'action-not-allowed', verdict.reasonCode]
}

const startAs = async ({ versions }: VersionState, session: Session | null) => {
  await client.start(versions)
  await client.host.signIn(session)
}

/** What has become of the version, as somebody sees it who may see everything. */
async function readOutcome(action: Action, before: string) {
  await client.host.signIn(marketer)
  const version = await client.send<Version & Problem>('/api/versions/version')
  const [line, ...earlier] = await client.getHistory()
  expect([line?.type, line?.actor?.id, earlier.length]).toEqual([action, 'carl', 1])
  if (version.body.code === 'deleted') return 'deleted'
  return version.body.status === before ? 'unchanged' : version.body.status
}

describe.each(versionStates)('a version that is $words', (state) => {
  let visibleBefore: readonly string[] | undefined

  test.each(permissionSets.map((held) => ({ held, who: held.join(', ') || 'nothing' })))('by somebody who may $who', async ({ held }) => {
    await startAs(state, marketer)
    const before = (visibleBefore ??= await readVisibleState(client))
    const refused = actions.filter((action) => predictAction(action, state, held)[0] !== 200)
    await client.host.signIn(createSessionWith(...held))

    const readings = [await read('/api/session'), ...(await Promise.all(readPaths.map(read)))]
    const refusals: AnswerSummary[] = []
    for (const action of refused) refusals.push(await sendAction(action))

    expect(readings).toEqual([[200], ...readPaths.map((path) => predictRead(path, state, held))])
    expect(refusals).toEqual(refused.map((action) => predictAction(action, state, held)))
    await client.host.signIn(marketer)
    expect(await readVisibleState(client)).toEqual(before)
    for (const action of actions.filter((action) => !refused.includes(action))) {
      await startAs(state, createSessionWith(...held))

      const done = await sendAction(action)

      const verdict = state.cell(action)
      expect([action, ...done]).toEqual([action, 200])
      expect(await readOutcome(action, state.versions[0]!.status)).toBe(verdict !== 'deleted' && verdict.allowed && verdict.becomes)
    }
  })

  test('without a signed-in user', async () => {
    await startAs(state, null)

    const readings = await Promise.all(['/api/session', ...readPaths].map(read))
    const replies = await Promise.all(actions.map(sendAction))

    expect(new Set([...readings, ...replies].map(String))).toEqual(new Set(['401,unauthenticated']))
  })
})

test('every set of the four permissions is there, and every action asks for one of them', () => {
  expect([new Set(permissionSets.map(String)).size, new Set(Object.values(requiredPermissions)).size]).toEqual([16, 3])
  expect(lifecycleTable).toHaveLength(statuses.length * actions.length)
})
