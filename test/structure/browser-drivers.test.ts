import { globSync, readFileSync } from 'node:fs'
import { runInThisContext, Script } from 'node:vm'
import { expect, test } from 'vitest'
import { encodeCandidates, encodeFunction } from '#test/browsers/driver.ts'

test('a function for the page takes each argument as JSON or as an element, and returns JSON', async () => {
  const element = { sharedId: 'e1' }
  const source = encodeFunction((count: number, words: readonly string[], reference: object) => ({ sum: count + words.length, reference }))

  const run = runInThisContext(source) as (...args: unknown[]) => Promise<string>
  const result = await run('2', '["a","b"]', element)

  expect(JSON.parse(result)).toEqual({ sum: 4, reference: element })
})

test('a function without a result returns null, and a name cannot leave its string', async () => {
  const run = runInThisContext(encodeFunction(() => undefined)) as () => Promise<string>

  expect(await run()).toBe('null')
  expect(() => new Script(encodeCandidates('button', 'a "quoted" `name` ${x}\n'))).not.toThrow()
})

test('the tests in other browsers start each browser by the session that watches for errors of the page', () => {
  const tests = globSync('test/browsers/*.test.ts')
  const unwatched = tests.filter((path) => !readFileSync(path, 'utf8').includes('useBrowser('))

  expect(tests.length).toBeGreaterThan(1)
  expect(unwatched).toEqual([])
})
