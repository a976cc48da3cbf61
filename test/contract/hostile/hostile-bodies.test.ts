import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { keysVersion } from '#backend/store/keys/stored-version.ts'
import { actions, type Action } from '#domain/lifecycle.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { allJsonFiles, brokenBytes, jsonFiles, type JsonFile } from './corpora.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { sendRawPost } from '#test/contract/support/raw-request.ts'
import { readVisibleState } from '#test/contract/support/visible-state.ts'

const client = new Client(createInProcessHost())

// Nothing but duplicating is allowed on it, which needs a name: even a body that is in order changes nothing.
beforeEach(() => client.start([buildVersionInStatus('closed', { latest: false })]))

const getDepth = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(getDepth)) : 0

const isJson = (input: string): boolean => {
  try {
    JSON.parse(input)
    return true
  } catch {
    return false
  }
}

/** What has to be said to a body: one that is JSON, or that some take for it. */
function getExpectedCode(action: Action, input: string): string {
  if (!isJson(input)) return 'malformed-json'
  const value: unknown = JSON.parse(input)
  if (getDepth(value) > 32) return 'too-deep'
  const isEmptyObject = JSON.stringify(value) === '{}' && !input.includes(':')
  const isEnough = !['pause', 'stop', 'duplicate'].includes(action)
  return isEmptyObject && isEnough ? 'action-not-allowed' : 'invalid-request'
}

/** Sends each file, and tells those that were not refused by that code. */
async function findWrongAnswers(
  action: Action,
  files: readonly JsonFile[],
  codeOf: (input: string) => string,
): Promise<readonly unknown[]> {
  const wrong: unknown[] = []
  for (const { name, input } of files) {
    const { body } = await sendRawPost(client, action, input)
    const expected = codeOf(input)
    if (body.code !== expected) wrong.push([name, body.code, expected])
  }
  return wrong
}

test('the suite is there, all of it', () => {
  expect([jsonFiles.valid.length, jsonFiles.invalid.length, jsonFiles.open.length]).toEqual([95, 188, 57])
})

describe.each(actions)('the body of %s, if it is', (action) => {
  const changesNothing = async (work: () => Promise<readonly unknown[]>) => {
    const before = await readVisibleState(client)

    const wrong = await work()

    expect(wrong).toEqual([])
    expect(await readVisibleState(client)).toEqual(before)
  }

  test('not JSON, is malformed', () =>
    changesNothing(() => findWrongAnswers(action, jsonFiles.invalid, ({ length }) => (length > 65_536 ? 'too-large' : 'malformed-json'))))

  test('JSON that says something else, is invalid', () =>
    changesNothing(() => findWrongAnswers(action, jsonFiles.valid, (input) => getExpectedCode(action, input))))

  test('JSON or not, as one takes it, is refused', () =>
    changesNothing(() => findWrongAnswers(action, jsonFiles.open, (input) => getExpectedCode(action, input))))

  test('no text in UTF-8, is malformed', () =>
    changesNothing(async () => {
      const replies = await Promise.all(
        Object.entries(brokenBytes).map(async ([what, bytes]) => [
          what,
          (await sendRawPost(client, action, new Uint8Array(bytes))).body.code,
        ]),
      )
      return replies.filter(([, code]) => code !== 'malformed-json')
    }))
})

describe('a member of the body that holds something else is refused by its name:', () => {
  const members: readonly (readonly [name: string, action: Action, others: string, fits: (value: unknown) => boolean])[] = [
    ['days', 'pause', '', () => false],
    ['reason', 'close', '', (value) => value === null],
    ['reason', 'stop', '', () => false],
    ['note', 'close', '"reason":"legal",', (value) => typeof value === 'string'],
    ['name', 'duplicate', '', () => false],
  ]

  test.each(members)('%s of %s', async (name, action, others, fits) => {
    const before = await readVisibleState(client)
    const answer = async ({ input }: JsonFile) => {
      const { body } = await sendRawPost(client, action, `{${others}"${name}":${input}}`)
      const value: unknown = JSON.parse(input)
      return {
        input,
        answer: [body.code, body.errors?.[0]?.path],
        fits: fits(value),
        deep: getDepth(value) > 31,
        text: typeof value === 'string',
      }
    }

    const replies = []
    for (const file of jsonFiles.valid) replies.push(await answer(file))

    const refused = replies.filter((reply) => !reply.fits && !(name === 'name' && reply.text) && !reply.deep)
    expect(refused.length).toBeGreaterThan(80)
    // A member named twice is refused as a whole, at any depth.
    const pathOf = (input: string) => (/^\{"(\w)":.*,"\1":/.test(input) ? '' : name)
    expect(refused.filter(({ input, answer: [code, path] }) => code !== 'invalid-request' || path !== pathOf(input))).toEqual([])
    expect(refused.filter(({ input }) => pathOf(input) === '').length).toBe(2)
    expect(replies.filter((reply) => reply.fits).every(({ answer: [code] }) => code === 'action-not-allowed')).toBe(true)
    if (name !== 'name') expect(await readVisibleState(client)).toEqual(before)
  })
})

describe('a cursor of the list that was never issued', () => {
  const cursor = (...parts: readonly unknown[]) => btoa(JSON.stringify(parts)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

  test.each(['name', 'version', 'status', 'people', 'updated', 'ended'])(
    'sorted by %s is either refused or shows a part of the list',
    async (key) => {
      const ranks = ['', 'x', '\0', -1, 0, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 0.1, null, true, [], {}]
      const instants = [0, 1, -1, 0.5, 1e15, 8.64e15 + 1, Number.MAX_SAFE_INTEGER, '0', null]
      const replies: number[] = []

      for (const sort of [key, `-${key}`])
        for (const rank of ranks)
          for (const instant of instants) {
            const { status } = await client.send<Problem>(
              `/api/versions?versions=all&sort=${sort}&cursor=${cursor(keysVersion, sort, rank, 'version', instant)}`,
            )
            replies.push(status)
          }

      expect(new Set(replies)).toEqual(new Set([200, 400]))
    },
  )
})

test('each file of the suite is as many as we say', () => {
  expect(allJsonFiles.length * actions.length).toBeGreaterThan(1300)
})
