import { describe, expect, test } from 'vitest'
import type { BatchDetails } from '#api/contract/batches/batch.ts'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import { apiOperationNames, apiOperations, type ApiOperationName } from '#api/contract/api-operations.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import { actions, decide, permissions, statuses, type Action, type Permission } from '#domain/lifecycle.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'
import { getBatch, postBatch, requestPreflight, startBatchOf } from '#test/contract/support/batch-client.ts'
import { Client, createKey, type Reply } from '#test/contract/support/client.ts'
import { buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { removeView, saveView, updateView } from '#test/contract/support/saved-view-client.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { readVisibleState } from '#test/contract/support/visible-state.ts'
import { requiredPermissions } from './permission-matrix.ts'

const client = new Client(createInProcessHost())

const carl = { id: 'carl', name: 'Carl Roe' }
const all = [...permissions]
const allButView = permissions.filter((permission) => permission !== 'view')

/** People whose permissions reach journeys in different ways. */
const users: Readonly<Record<string, Session>> = {
  'may do everything everywhere': { user: carl, permissions: all },
  'may do everything in the team Blue': { user: carl, permissions: all, ownTeamOnly: allButView, teams: ['Blue'] },
  'may do everything in teams, and is in none': { user: carl, permissions: all, ownTeamOnly: allButView },
  'may stop in the teams Red and Blue, and do the rest everywhere': {
    user: carl,
    permissions: all,
    ownTeamOnly: ['stop'],
    teams: ['Red', 'Blue'],
  },
  'may do everything but stop in the team Green': {
    user: carl,
    permissions: ['view', 'edit', 'publish'],
    ownTeamOnly: ['edit', 'publish'],
    teams: ['Green'],
  },
  'may view': { user: carl, permissions: ['view'] },
}

const states = [...statuses, 'deleted'] as const
type State = (typeof states)[number]

interface Case {
  readonly session: Session
  readonly team: string | undefined
  readonly state: State
}

/** What an answer said: its status, and why. */
type AnswerSummary = readonly (string | number | undefined)[]

/** A request of an operation, and what it has to answer. */
interface Plan {
  readonly send: (session: Session) => Promise<AnswerSummary>
  readonly predict: (of: Case) => AnswerSummary
}

function findRefusal(permission: Permission, { session, team }: Case): 'notPermitted' | 'notYourTeam' | null {
  const { permissions: held, ownTeamOnly = [], teams = [] } = session
  if (!held.includes(permission)) return 'notPermitted'
  return team !== undefined && ownTeamOnly.includes(permission) && !teams.includes(team) ? 'notYourTeam' : null
}

const forbid = (reasonCode: string): AnswerSummary => [403, 'forbidden', reasonCode]
const summarize = (status: number, { code, reasonCode }: Partial<Problem>): AnswerSummary =>
  status === 200 ? [200] : [status, code, ...(reasonCode === undefined ? [] : [reasonCode])]

const findVerdict = (state: State, action: Action) => lifecycleTable.find((cell) => cell.status === state && cell.action === action)!.latest

/** Why the version is not stopped by a batch; `undefined` if it is. */
function predictStop(of: Case): string | undefined {
  if (of.state === 'deleted') return 'deleted'
  const refusal = findRefusal('stop', of)
  if (refusal !== null) return refusal
  const verdict = findVerdict(of.state, 'stop')
  return verdict.allowed ? undefined : verdict.reasonCode
}

function buildReadPlan(path: string, whenDeleted: 200 | 404 = 200): Plan {
  return {
    send: async (session) => {
      await client.host.signIn(session)
      const response = await client.host.send(path)
      const body: Partial<Problem> = response.status === 200 ? {} : ((await response.json()) as Problem)
      if (response.status === 200) await response.body?.cancel()
      return summarize(response.status, body)
    },
    predict: ({ state }) => (state === 'deleted' && whenDeleted === 404 ? [404, 'deleted'] : [200]),
  }
}

const buildActionPlan = (action: Action): Plan => ({
  send: async (session) => {
    await client.host.signIn(session)
    const { status, body } = await client.sendCommand<Version & Problem>(action, 'version', { etag: '"r1"' })
    return summarize(status, body)
  },
  predict: (of) => {
    const refusal = findRefusal(requiredPermissions[action], of)
    if (refusal !== null) return forbid(refusal)
    if (of.state === 'deleted') return [404, 'deleted']
    const verdict = findVerdict(of.state, action)
    return verdict.allowed ? [200] : [409, 'action-not-allowed', verdict.reasonCode]
  },
})

const batchOf = (ids: readonly string[]) => ({ action: 'stop' as const, ids: [...ids] })

/** A command on a batch of another user with a live version of the same team. */
const buildBatchCommandPlan = (segment: 'cancel' | 'retry', allowed: AnswerSummary): Plan => ({
  send: async (session) => {
    const { id } = await startBatchOf(client, ['neighbour'])
    if (segment === 'retry') await client.host.sendHeartbeat()
    await client.host.signIn(session)
    const { withheld } = await getBatch(client, id)
    const { status, body } = await postBatch(client, `/${id}/${segment}`)
    // The batch says beforehand what the command answers.
    expect(withheld?.includes('stop')).toBe(body.reasonCode === 'notYourTeam')
    return summarize(status, body)
  },
  predict: (of) => {
    const refusal = findRefusal('stop', of)
    return refusal === null ? allowed : forbid(refusal)
  },
})

/** Somebody's own saved views belong to no team. */
const buildViewPlan = (change: (view: SavedView) => Promise<Reply<object>>): Plan => ({
  send: async (session) => {
    await client.host.signIn(session)
    const { body: view } = await saveView(client, { name: createKey(), query: 'tag=sale' })
    const { status, body } = await change(view)
    return summarize(status, body)
  },
  predict: () => [200],
})

/** Every operation of the API. One that is missing here is an error of types, and of the first test. */
const plans: Readonly<Record<ApiOperationName, Plan>> = {
  readSession: buildReadPlan('/api/session'),
  listVersions: buildReadPlan('/api/versions'),
  readVersions: buildReadPlan('/api/versions?id=version'),
  readFacets: buildReadPlan('/api/facets'),
  exportVersions: buildReadPlan('/api/versions.csv'),
  readVersion: buildReadPlan('/api/versions/version', 404),
  readHistory: buildReadPlan('/api/versions/version/history'),
  readImpact: buildReadPlan('/api/versions/version/impact', 404),
  readCopyName: buildReadPlan('/api/versions/version/copy-name', 404),
  readPopulation: buildReadPlan('/api/versions/version/population', 404),
  readOverview: buildReadPlan('/api/overview'),
  readSavedViews: buildReadPlan('/api/views'),
  createSavedView: buildViewPlan(() => saveView(client, { name: createKey(), query: '' })),
  updateSavedView: buildViewPlan((view) => updateView(client, view, { name: createKey(), query: '' })),
  deleteSavedView: buildViewPlan(({ id }) => removeView(client, id)),
  readBatches: buildReadPlan('/api/batches'),
  readBatch: {
    ...buildReadPlan(''),
    send: async (session) => {
      const { id } = await startBatchOf(client, ['neighbour'])
      return buildReadPlan(`/api/batches/${id}`).send(session)
    },
  },
  streamEvents: buildReadPlan('/api/events'),
  readEngineCommands: buildReadPlan('/api/engine/commands'),
  replayEngineCommand: {
    send: async (session) => {
      await client.host.signIn(session)
      const headers = { 'content-type': 'application/json' }
      const { status, body } = await client.send<Problem>('/api/engine/commands/unknown/replay', { method: 'POST', headers, body: '{}' })
      return summarize(status, body)
    },
    predict: ({ session }) => (session.permissions.includes('publish') ? [404, 'not-found'] : forbid('notPermitted')),
  },
  readOperation: buildReadPlan('/api/operations/some-key'),
  cancelOperation: {
    send: async (session) => {
      await client.host.signIn(session)
      const key = createKey()
      const headers = { 'content-type': 'application/json', 'idempotency-key': key }
      const { status } = await client.send(`/api/operations/${key}/cancel`, { method: 'POST', headers, body: '{}' })
      return [status]
    },
    predict: () => [200],
  },
  ...(Object.fromEntries(actions.map((action) => [action, buildActionPlan(action)])) as Record<Action, Plan>),
  enterPeople: {
    send: async (session) => {
      await client.host.signIn(session)
      const { status, body } = await client.send<Problem>('/api/versions/version/entrances', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ people: [{ id: 'c-1' }] }),
      })
      return summarize(status, body)
    },
    predict: (of) => {
      const refusal = findRefusal('publish', of)
      if (refusal !== null) return forbid(refusal)
      return of.state === 'deleted' ? [404, 'deleted'] : [409, 'people-simulated']
    },
  },
  findPerson: {
    send: async (session) => {
      await client.host.signIn(session)
      const headers = { 'content-type': 'application/json' }
      const { status, body } = await client.send<Problem>('/api/people/look-up', { method: 'POST', headers, body: '{"id":"c-1"}' })
      return summarize(status, body)
    },
    // A permission of its own, which none of these users has.
    predict: () => [403, 'forbidden', 'notPermitted'],
  },
  createPreflight: {
    send: async (session) => {
      await client.host.signIn(session)
      const { status, body } = await requestPreflight(client, batchOf(['version']))
      if (status !== 200) return summarize(status, body)
      const { refused } = body as Preflight
      return [200, refused[0]?.reasonCode]
    },
    predict: (of) => (findRefusal('stop', of) === 'notPermitted' ? forbid('notPermitted') : [200, predictStop(of)]),
  },
  startBatch: {
    // The user has seen the preflight with every right, and lost them before the start.
    send: async (session) => {
      await client.host.signIn({ user: session.user, permissions: all })
      const { body: preflight } = await requestPreflight(client, batchOf(['version']))
      await client.host.signIn(session)
      const { status, body } = await postBatch(client, '', { preflightId: preflight.id, reason: 'legal' })
      if (status !== 200) return summarize(status, body)
      await client.host.sendHeartbeat()
      const { items }: BatchDetails = await getBatch(client, body.id)
      return [200, items[0]?.reasonCode ?? undefined]
    },
    predict: (of) => {
      if (findRefusal('stop', of) === 'notPermitted') return forbid('notPermitted')
      const isEndable = of.state !== 'deleted' && findVerdict(of.state, 'stop').allowed
      return isEndable ? [200, predictStop(of)] : [422, 'nothing-to-end']
    },
  },
  cancelBatch: buildBatchCommandPlan('cancel', [200]),
  retryBatch: buildBatchCommandPlan('retry', [422, 'nothing-to-end']),
}

const deletedFacts = { latest: false, deletedAt: 1 }

async function start({ team, state }: Pick<Case, 'team' | 'state'>): Promise<void> {
  const ofTeam = team === undefined ? {} : { team }
  const version =
    state === 'deleted' ? buildVersionInStatus('stopped', { ...ofTeam, ...deletedFacts }) : buildVersionInStatus(state, ofTeam)
  const neighbour = buildVersionInStatus('live', { ...ofTeam, id: 'neighbour', name: 'Neighbour' })
  await client.start([version, neighbour])
}

test('every operation of the API is asked for, with each method', () => {
  expect(Object.keys(plans).toSorted()).toEqual(apiOperationNames.toSorted())
  const isWrite = (name: ApiOperationName) => apiOperations[name].method === 'POST'
  expect(apiOperationNames.filter(isWrite).length).toBeGreaterThan(actions.length)
})

describe.each(Object.entries(users))('a user who %s', (_, session) => {
  const places = [undefined, 'Blue', 'Green'].flatMap((team) => states.map((state) => ({ team, state, of: team ?? 'nobody' })))

  test.each(places)('and a version of $of that is $state: each operation answers as its rights say', async ({ team, state }) => {
    const answers: Record<string, AnswerSummary> = {}
    for (const name of apiOperationNames) {
      await start({ team, state })
      answers[name] = await plans[name].send(session)
    }

    const predicted = Object.fromEntries(apiOperationNames.map((name) => [name, plans[name].predict({ session, team, state })]))
    expect(answers).toEqual(predicted)
  })

  test.each(['Blue', 'Green'])('is told of each version of the team %s what the command will answer', async (team) => {
    for (const state of statuses) {
      await start({ team, state })
      await client.host.signIn(session)
      const before = await readVisibleState(client)
      const { items } = await client.getList()
      const shown = [await client.getVersion(), items.find(({ id }) => id === 'version')!]

      for (const action of actions) {
        const verdicts = shown.map((version) => decide(version, action, session.permissions))
        const { reasonCode } = Object.assign({ reasonCode: undefined }, verdicts[0])
        expect(verdicts[1]).toEqual(verdicts[0])
        if (verdicts[0]?.allowed) continue
        const { status, body } = await client.sendCommand<Problem>(action, 'version', { etag: '"r1"' })
        expect([state, action, body.reasonCode, status < 500]).toEqual([state, action, reasonCode, true])
      }
      expect(await readVisibleState(client)).toEqual(before)
      expect(shown[0]?.team).toBe(team)
    }
  })
})

test('without a signed-in user no operation is answered', async () => {
  await start({ team: 'Blue', state: 'live' })
  await client.host.signIn(marketer)
  const { id } = await startBatchOf(client, ['neighbour'])
  await client.host.signIn(null)

  const replies = await Promise.all(
    apiOperationNames.map(async (name) => {
      const { method, path } = apiOperations[name]
      const response = await client.host.send(path.replace('{id}', path.includes('batches') ? id : 'version').replace('{key}', 'k'), {
        method,
      })
      return [name, response.status]
    }),
  )

  expect(replies).toEqual(apiOperationNames.map((name) => [name, 401]))
})
