/** What a test run's report says. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Names of the tests that did not run: `npm test` counts them as failed. */
  readonly skipped: readonly string[]
}

interface Outcome {
  readonly name: string
  readonly verdict: 'passed' | 'failed' | 'skipped'
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly tests: readonly { readonly status: string }[] }[]
}

const tally = (outcomes: readonly Outcome[]): Tally => ({
  passed: outcomes.filter(({ verdict }) => verdict === 'passed').length,
  failed: outcomes.filter(({ verdict }) => verdict === 'failed').length,
  skipped: outcomes.filter(({ verdict }) => verdict === 'skipped').map(({ name }) => name),
})

/** Reads the JSON report of Vitest. A file that failed without a failing test (it does not load) counts as one. */
export function vitestTally(report: VitestReport): Tally {
  return tally(
    report.testResults.flatMap((file): Outcome[] => {
      const outcomes = file.assertionResults.map(({ fullName, status }): Outcome => {
        return { name: fullName, verdict: status === 'passed' || status === 'failed' ? status : 'skipped' }
      })
      const unseen = file.status === 'failed' && outcomes.every(({ verdict }) => verdict !== 'failed')
      return unseen ? [...outcomes, { name: file.name, verdict: 'failed' }] : outcomes
    }),
  )
}

/** Reads the JSON report of Playwright. A test that passed at the second try only has failed. */
export function playwrightTally(report: PlaywrightSuite): Tally {
  const verdicts: Readonly<Record<string, Outcome['verdict']>> = { expected: 'passed', skipped: 'skipped' }
  const outcomes = (suite: PlaywrightSuite): Outcome[] => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests.map(({ status }): Outcome => ({ name: `${file}: ${title}`, verdict: verdicts[status] ?? 'failed' })),
    ),
    ...(suite.suites ?? []).flatMap(outcomes),
  ]
  return tally(outcomes(report))
}
