import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { sampleVariables } from './mutant-sample.ts'

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

const usage = `npm run mutants -- [FOLDER or FILE …] [--sample COUNT] [--seed TEXT] [--floor PERCENT]
Changes the code in small ways and counts the changes that no test notices. Without a folder: src/domain and backend.`

/** Excluded by default: a store that cannot run in Node, and text for readers of the API. */
const excluded = ['!backend/store/**/indexed-db-*.ts', '!backend/openapi/**']

const isDetected = ({ status }: Result): boolean => status === 'Killed' || status === 'Timeout'
const isMissed = ({ status }: Result): boolean => status === 'Survived' || status === 'NoCoverage'
const pathOf = ({ fileName }: Result): string => relative('.', fileName).replaceAll('\\', '/')

/** The lines of a mutant before and after, as a diff. */
function printDiff(mutant: Result): void {
  const { start, end } = mutant.location
  const lines = readFileSync(mutant.fileName, 'utf8').split('\n')
  const before = lines.slice(start.line - 1, end.line)
  const after = `${before.at(0)?.slice(0, start.column - 1)}${mutant.replacement}${before.at(-1)?.slice(end.column - 1)}`
  const tests = mutant.coveredBy?.length ?? 0
  const covered = mutant.status === 'NoCoverage' ? 'no test runs it' : mutant.static ? 'runs at import' : `${tests} tests run it`
  console.log(`\n${pathOf(mutant)}:${start.line} ${mutant.mutatorName}, ${covered}`)
  for (const [sign, text] of [
    ['-', before],
    ['+', after.split('\n')],
  ] as const)
    for (const line of text.length > 8 ? [...text.slice(0, 6), '…', text.at(-1)] : text) console.log(`${sign} ${line}`)
}

/** One line: the mutation score, the share of mutants that the tests detect. */
function printScore(name: string, mutants: readonly Result[]): number {
  const detected = mutants.filter(isDetected).length
  const timedOut = mutants.filter(({ status }) => status === 'Timeout').length
  const score = (100 * detected) / mutants.length
  console.log(
    `${score.toFixed(0).padStart(4)} % ${String(detected).padStart(5)} of ${String(mutants.length).padEnd(5)} ${name}${timedOut > 0 ? ` (${timedOut} by time limit)` : ''}`,
  )
  return score
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, floor: { type: 'string' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (values.sample !== undefined) {
  process.env[sampleVariables.size] = values.sample
  process.env[sampleVariables.seed] = values.seed
}

const results = await new Stryker({
  mutate:
    positionals.length > 0
      ? positionals.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`))
      : ['src/domain/**/*.ts', 'backend/**/*.ts', ...excluded],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts' },
  coverageAnalysis: 'perTest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner'), import.meta.resolve('./mutant-sample.ts')],
  checkers: values.sample === undefined ? [] : ['sample'],
  // With more than two processes StrykerJS starts a second checker, which would not know the sample.
  concurrency: Math.min(2, availableParallelism()),
  // StrykerJS reads and rewrites these with the compiler API, which TypeScript 7 does not have.
  tsconfigFile: 'none',
  disableTypeChecks: false,
  // Generous, because the machine may be busy: infinite loops are detected by hit counts.
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  tempDirName: 'test-results/mutants',
  ignorePatterns: ['dist', 'dist-demo', 'test-results'],
  reporters: ['progress-append-only'],
  allowConsoleColors: false,
}).runMutationTest()

const counted = results.filter((mutant) => isDetected(mutant) || isMissed(mutant))
for (const mutant of counted.filter(isMissed)) printDiff(mutant)
console.log()
for (const [path, mutants] of [...Map.groupBy(counted, pathOf)].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  printScore(path, mutants)
const score = printScore(
  values.sample === undefined ? 'in all' : `in all: a sample of ${results.length} mutants, seed ${values.seed}`,
  counted,
)
if (score < Number(values.floor ?? 0)) process.exitCode = 1
