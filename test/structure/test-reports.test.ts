import { expect, test } from 'vitest'
import { readPlaywrightReport, readPlaywrightTimes, readVitestReport, readVitestTimes } from '#scripts/test-reports.ts'

test('a report of Vitest counts its tests, names the skipped ones and counts a file that does not load as failed', () => {
  const outcome = (status: string) => ({ status, fullName: `a ${status} test`, failureMessages: status === 'failed' ? ['expected 1'] : [] })
  const stories = { name: 'stories', status: 'failed', assertionResults: ['passed', 'passed', 'failed', 'pending', 'todo'].map(outcome) }
  const broken = { name: 'broken', status: 'failed', message: 'cannot be read', assertionResults: [] }

  const tally = readVitestReport({ testResults: [stories, broken] })

  const failures = [
    { name: 'a failed test', messages: ['expected 1'] },
    { name: 'broken', messages: ['cannot be read'] },
  ]
  expect(tally).toEqual({ passed: 2, failed: 2, failures, skipped: ['a pending test', 'a todo test'] })
})

test('a report of Playwright counts its tests at every depth, and a flaky one as failed', () => {
  const spec = (status: string) => ({
    title: `a test that is ${status}`,
    file: 'close.test.ts',
    tests: [{ status, projectName: 'original', results: [{ duration: 1, errors: [{ message: 'expected 1' }] }] }],
  })
  const inner = { specs: ['expected', 'unexpected', 'flaky', 'skipped'].map(spec) }

  const tally = readPlaywrightReport({ suites: [{ specs: [spec('expected')], suites: [inner] }] })

  const failures = ['unexpected', 'flaky'].map((status) => ({
    name: `original close.test.ts: a test that is ${status}`,
    messages: ['expected 1'],
  }))
  expect(tally).toEqual({ passed: 2, failed: 2, failures, skipped: ['original close.test.ts: a test that is skipped'] })
})

test('a report says how long each file took', () => {
  const file = { name: 'close', status: 'passed', startTime: 1_000, endTime: 3_500, assertionResults: [] }
  const spec = (name: string, ...durations: number[]) => ({
    title: 'closes',
    file: name,
    tests: [{ status: 'expected', results: durations.map((duration) => ({ duration })) }],
  })

  const [vitest, playwright] = [
    readVitestTimes({ testResults: [file] }),
    readPlaywrightTimes({ suites: [{ specs: [spec('stop', 100)], suites: [{ specs: [spec('stop', 20, 3), spec('open', 5)] }] }] }),
  ]

  expect(vitest).toEqual([{ file: 'close', ms: 2_500 }])
  expect(playwright).toEqual([
    { file: 'stop', ms: 123 },
    { file: 'open', ms: 5 },
  ])
})
