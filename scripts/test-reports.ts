/** A test that failed, and its error messages. */
export interface TestFailure {
  readonly name: string
  readonly messages: readonly string[]
}

/** The result of a test run's report. */
export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly failures: readonly TestFailure[]
  /** Names of the tests that did not run: `npm test` counts them as failed. */
  readonly skipped: readonly string[]
}

/** Duration of the tests of each file, in milliseconds. */
export interface FileTime {
  readonly file: string
  readonly ms: number
}

interface TestResult extends TestFailure {
  readonly status: 'passed' | 'failed' | 'skipped'
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly startTime?: number
    readonly endTime?: number
    /** Why the file did not load. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly file: string
    readonly tests: readonly {
      readonly status: string
      readonly projectName?: string
      readonly results?: readonly { readonly duration: number; readonly errors?: readonly { readonly message?: string }[] }[]
    }[]
  }[]
}

const countResults = (outcomes: readonly TestResult[]): TestCounts => ({
  passed: outcomes.filter(({ status }) => status === 'passed').length,
  failed: outcomes.filter(({ status }) => status === 'failed').length,
  failures: outcomes.filter(({ status }) => status === 'failed').map(({ name, messages }) => ({ name, messages })),
  skipped: outcomes.filter(({ status }) => status === 'skipped').map(({ name }) => name),
})

/** Reads the JSON report of Vitest. A file that failed without a failing test (it does not load) counts as one. */
export function readVitestReport(report: VitestReport): TestCounts {
  return countResults(
    report.testResults.flatMap((file): TestResult[] => {
      const outcomes = file.assertionResults.map(({ fullName, status, failureMessages = [] }): TestResult => {
        return { name: fullName, status: status === 'passed' || status === 'failed' ? status : 'skipped', messages: failureMessages }
      })
      const hasLoadFailure = file.status === 'failed' && outcomes.every(({ status }) => status !== 'failed')
      return hasLoadFailure ? [...outcomes, { name: file.name, status: 'failed', messages: [file.message ?? ''] }] : outcomes
    }),
  )
}

/** Reads the JSON report of Playwright. A flaky test (passed only on the second attempt) counts as failed. */
export function readPlaywrightReport(report: PlaywrightSuite): TestCounts {
  const statuses: Readonly<Record<string, TestResult['status']>> = { expected: 'passed', skipped: 'skipped' }
  const outcomes = (suite: PlaywrightSuite): TestResult[] => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests.map(({ status, projectName, results = [] }): TestResult => {
        const messages = results.flatMap(({ errors = [] }) => errors.map(({ message }) => message ?? ''))
        return { name: `${projectName ?? ''} ${file}: ${title}`.trim(), status: statuses[status] ?? 'failed', messages }
      }),
    ),
    ...(suite.suites ?? []).flatMap(outcomes),
  ]
  return countResults(outcomes(report))
}

/** Reads the duration of each file from the JSON report of Vitest. */
export const readVitestTimes = ({ testResults }: VitestReport): readonly FileTime[] =>
  testResults.map(({ name, startTime = 0, endTime = startTime }) => ({ file: name, ms: endTime - startTime }))

/** Reads the total duration of each file's tests from the JSON report of Playwright; they may have run in parallel. */
export function readPlaywrightTimes(report: PlaywrightSuite & { readonly config?: { readonly rootDir: string } }): readonly FileTime[] {
  const times = new Map<string, number>()
  const add = (suite: PlaywrightSuite): void => {
    for (const { file, tests } of suite.specs ?? [])
      for (const { duration } of tests.flatMap(({ results = [] }) => results)) times.set(file, (times.get(file) ?? 0) + duration)
    suite.suites?.forEach(add)
  }
  add(report)
  const folder = report.config ? `${report.config.rootDir}/` : ''
  return Array.from(times, ([file, ms]) => ({ file: folder + file, ms }))
}
