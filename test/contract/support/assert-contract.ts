import * as v from 'valibot'
import { expect } from 'vitest'
import { batchListSchema, batchSchema } from '#api/contract/batches/batch.ts'
import { preflightSchema } from '#api/contract/batches/preflight.ts'
import { findApiOperation } from '#api/contract/api-operations.ts'
import { problemSchema } from '#api/contract/problem.ts'
import { problemCodes, problemStatuses, type ProblemCode } from '#api/contract/problems/problem-codes.ts'
import { versionSchema, type Version } from '#api/contract/version.ts'
import { statuses } from '#domain/lifecycle.ts'

/** Required extra members of each problem. */
const requiredMembers: Readonly<Partial<Record<ProblemCode, readonly string[]>>> = {
  'invalid-request': ['errors'],
  forbidden: ['reasonCode'],
  deleted: ['deletedVersion', 'latestEntry'],
  'stale-revision': ['currentVersion', 'latestEntry'],
  'action-not-allowed': ['currentVersion', 'latestEntry', 'reasonCode'],
  'entrances-refused': ['reasonCode'],
  'batch-ended': ['counts'],
  'batch-running': ['counts'],
  'batch-retried': ['counts'],
}

/** Optional extra members, which depend on the host. */
const optionalMembers: Readonly<Partial<Record<ProblemCode, readonly string[]>>> = { unauthenticated: ['signIn'] }

/** Asserts a schema in both directions: valid values, no missing members and no unknown ones. */
function assertMatchesSchema(schema: v.GenericSchema, value: unknown): void {
  const parsed = v.safeParse(schema, value)
  expect(parsed.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) ?? []).toEqual([])
  expect(parsed.output).toEqual(value)
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** Asserts that people add up: in all, at each activity, on its branches, at a stall, and in the receipt of an ending. */
function assertPeopleAddUp({ status, peopleInside, people, activities, stall, receipts, versions, id }: Version): void {
  expect(statuses).toContain(status)
  expect(people.entered).toBe(people.inside + people.completed + people.stopped + people.timedOut)
  expect(people.enteredToday).toBeLessThanOrEqual(people.entered)
  expect(peopleInside).toBe(people.inside)
  expect(sum(activities.map(({ inside }) => inside))).toBe(people.inside)
  for (const { arrived, inside, passed, stopped, timedOut, next } of activities) {
    expect(arrived).toBe(inside + passed + stopped + timedOut)
    if (next.length > 0) expect(sum(next.map(({ peopleTaken }) => peopleTaken))).toBe(passed)
  }
  if (stall) expect(sum(stall.activities.map((activity) => activity.peopleInside))).toBe(stall.peopleInside)
  for (const { action, stopped, leftToFinish, ...receipt } of receipts) {
    expect([stopped, leftToFinish]).toEqual(action === 'stop' ? [receipt.peopleInside, 0] : [0, receipt.peopleInside])
  }
  expect(versions.find((version) => version.id === id)?.peopleInside).toBe(peopleInside)
}

/** Asserts that each selected version of a batch is counted once. */
function assertCountsAddUp(body: unknown): void {
  for (const { selected, counts } of v.is(batchListSchema, body) ? body.items : v.is(batchSchema, body) ? [body] : [])
    expect(sum(Object.values(counts))).toBe(selected)
  if (v.is(preflightSchema, body)) expect(body.endable + sum(body.refused.map(({ count }) => count))).toBe(body.selected)
}

/** Problems of any address: an unknown one, or another method of a known one. */
const anywhere: readonly string[] = ['not-found', 'method-not-allowed']

function assertProblem(status: number, headers: Headers, body: unknown, known: readonly string[]): void {
  assertMatchesSchema(problemSchema, body)
  const problem = v.parse(v.looseObject({ ...problemSchema.entries, code: v.picklist(problemCodes) }), body)
  const [detail, ...more] = problem.detail.split(/(?<=\.) /)
  const memberNames = Object.keys(problem).filter((key) => !['type', 'title', 'status', 'detail', 'code'].includes(key))
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(problem.status).toBe(status)
  expect(problemStatuses[problem.code]).toBe(status)
  expect([...known, ...anywhere]).toContain(problem.code)
  expect(detail).toMatch(/^[A-Z].*\.$/)
  expect(more).toEqual([])
  expect(memberNames.filter((name) => !optionalMembers[problem.code]?.includes(name)).toSorted()).toEqual(
    requiredMembers[problem.code] ?? [],
  )
  if (problem.currentVersion) assertPeopleAddUp(problem.currentVersion)
}

/** Headers of every response: no other site can read it, and no browser renders it as a page. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Asserts the contract: status, headers, and the body against the path's schema. */
export function assertContract(method: string, path: string, status: number, headers: Headers, text: string): void {
  expect(Object.keys(securityHeaders).map((name) => [name, headers.get(name)])).toEqual(Object.entries(securityHeaders))
  if (method === 'HEAD') return expect(text).toBe('')
  const body: unknown = JSON.parse(text)
  const operation = findApiOperation(method, new URL(path, 'http://localhost'))
  if (status !== 200) return assertProblem(status, headers, body, operation?.problems ?? [])
  expect(headers.get('content-type')).toBe('application/json')
  expect(operation, `${method} ${path} is in the contract`).toBeDefined()
  assertMatchesSchema(operation?.response ?? v.never(), body)
  assertCountsAddUp(body)
  if (operation?.response !== versionSchema) return
  const version = v.parse(versionSchema, body)
  expect(headers.get('etag')).toBe(`"r${version.revision}"`)
  assertPeopleAddUp(version)
}
