import { expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from '#scripts/test-reports.ts'

test('a report of Vitest counts its tests, names the skipped ones and counts a file that does not load as failed', () => {
  const outcome = (status: string) => ({ status, fullName: `a ${status} test` })
  const stories = { name: 'stories', status: 'failed', assertionResults: ['passed', 'passed', 'failed', 'pending', 'todo'].map(outcome) }
  const broken = { name: 'broken', status: 'failed', assertionResults: [] }

  const tally = readVitestReport({ testResults: [stories, broken] })

  expect(tally).toEqual({ passed: 2, failed: 2, skipped: ['a pending test', 'a todo test'] })
})

test('a report of Playwright counts its tests at every depth, and a flaky one as failed', () => {
  const spec = (status: string) => ({ title: `a test that is ${status}`, file: 'close.test.ts', tests: [{ status }] })
  const inner = { specs: ['expected', 'unexpected', 'flaky', 'skipped'].map(spec) }

  const tally = readPlaywrightReport({ suites: [{ specs: [spec('expected')], suites: [inner] }] })

  expect(tally).toEqual({ passed: 2, failed: 2, skipped: ['close.test.ts: a test that is skipped'] })
})
