import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import {
  readPlaywrightReport,
  readPlaywrightTimes,
  readVitestReport,
  readVitestTimes,
  type FileTime,
  type TestCounts,
  type TestFailure,
} from './test-reports.ts'

interface TestStep {
  /** Commands, run in order until one fails. */
  readonly commands: readonly string[]
  /** Steps that must pass first. */
  readonly needs?: readonly string[]
  /** Steps that must have ended first, passed or not. */
  readonly after?: readonly string[]
  /** Reads the report of a step that counts its tests. Any other step counts as one. */
  readonly readCounts?: (report: never) => TestCounts
  /** Reads the duration of each test file from the same report. */
  readonly readTimes?: (report: never) => readonly FileTime[]
  /** Counted only if it fails. */
  readonly preparation?: true
  /** Runs only if it is named: `npm test` leaves it out. */
  readonly onRequest?: true
}

type Count = Pick<TestCounts, 'passed' | 'failed' | 'failures'>

const reports = 'test-results'

/**
 * Timeout of one command, in milliseconds: a hang is a failure. Single tests have their own limits; this one is far beyond the largest
 * sizes on a busy machine.
 */
const timeLimit = 4 * 3_600_000

/** Number of lines printed at the end of the messages of each failed test. */
const failureLinesPrinted = 25

/** Number of slowest test files listed at the end. */
const slowestListed = 15

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts

/** The named scripts of package.json; missing scripts are left out. */
const script = (...names: string[]): TestStep => ({ commands: names.flatMap((name) => scripts[name] ?? []) })

const vitest = (project: string, options = ''): TestStep => ({
  commands: [`vitest run --project ${project} ${options} --reporter=dot --reporter=json --outputFile.json=${reports}/${project}.json`],
  readCounts: readVitestReport,
  readTimes: readVitestTimes,
})

const steps: Readonly<Record<string, TestStep>> = {
  chromium: { ...script('chromium'), preparation: true },
  postgresql: { ...script('postgresql'), preparation: true },
  demo: { ...script('build:demo'), preparation: true },
  production: { ...script('build'), preparation: true },
  // First: they take the longest.
  components: vitest('components'),
  // Two files at a time also on two cores, where Vitest would run one: tests of servers wait for processes, and end to end ends before.
  contract: { ...vitest('contract', `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`), needs: ['postgresql'] },
  types: script('types'),
  lint: script('lint'),
  format: script('format:check'),
  unit: vitest('unit'),
  structure: vitest('structure'),
  browser: { ...vitest('browser'), needs: ['chromium'] },
  bytes: { ...script('bytes'), needs: ['chromium', 'production'] },
  openapi: script('openapi'),
  installBrowsers: { ...script('browsers'), preparation: true, onRequest: true },
  browsers: { ...vitest('browsers'), needs: ['installBrowsers', 'demo'], onRequest: true },
  e2e: {
    commands: ['playwright test'],
    needs: ['chromium', 'demo', 'production'],
    // Beside component tests, browsers are so slow that screens are measured while they still load.
    after: ['components', 'browser'],
    readCounts: readPlaywrightReport,
    readTimes: readPlaywrightTimes,
  },
}

const running = new Set<ChildProcess>()

/** Ends a command and all its child processes: each command has its own process group. */
function end({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // The process has already ended.
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    running.forEach(end)
    process.exit(1)
  })

/** Runs one command with node_modules/.bin first on its PATH; resolves to its output and whether it succeeded within the timeout. */
function run(command: string): Promise<{ readonly ok: boolean; readonly output: string }> {
  const path = resolve('node_modules/.bin') + delimiter + (process.env['PATH'] ?? '')
  const env = { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined }
  const child = spawn(command, { shell: true, detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const timer = setTimeout(() => {
    output += `\nStopped: not done after ${timeLimit / 1000} s.`
    end(child)
  }, timeLimit)
  return new Promise((done) =>
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      done({ ok: code === 0, output })
    }),
  )
}

/** The result of a counting step. A failure outside any test, an empty run and a skipped test count as failed. */
function readReport(
  report: string,
  read: NonNullable<TestStep['readCounts']>,
  ok: boolean,
): Count & { readonly remarks: readonly string[] } {
  try {
    const { passed, failed, failures, skipped } = read(JSON.parse(readFileSync(report, 'utf8')) as never)
    const none = passed + failed + skipped.length === 0
    const unseen = none || (!ok && failed === 0) ? 1 : 0
    const remarks = [...skipped.map((test) => `skipped: ${test}`), ...(none ? ['no tests ran'] : [])]
    return { passed, failed: failed + skipped.length + unseen, failures, remarks }
  } catch {
    return { passed: 0, failed: 1, failures: [], remarks: ['no report was written'] }
  }
}

/** Duration of each test file of a step, with its path from the root; empty without a report. */
function readFileTimes(report: string, read: TestStep['readTimes']): readonly FileTime[] {
  try {
    const times = read?.(JSON.parse(readFileSync(report, 'utf8')) as never) ?? []
    return times.map(({ file, ms }) => ({ file: relative('.', file), ms }))
  } catch {
    return []
  }
}

/** Runs a step and prints its result: one line, followed by its whole output if it failed. */
async function runStep(name: string, step: TestStep, failedNeeds: readonly string[]): Promise<Count> {
  const started = performance.now()
  const report = `${reports}/${name}.json`
  rmSync(report, { force: true })
  let ok = failedNeeds.length === 0
  let output = ''
  for (const command of step.commands) {
    if (!ok) break
    const outcome = await run(command)
    ok = outcome.ok
    output += outcome.output
  }
  const { passed, failed, failures, remarks } =
    step.readCounts && failedNeeds.length === 0
      ? readReport(report, step.readCounts, ok)
      : {
          passed: ok && !step.preparation ? 1 : 0,
          failed: ok ? 0 : 1,
          failures: [],
          remarks: failedNeeds.map((need) => `not run: ${need} failed`),
        }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(11)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed${seconds.padStart(8)} s`,
  )
  if (failed > 0) console.log([...remarks, output.trim()].filter(Boolean).join('\n').replace(/^/gm, '    '))
  return { passed, failed, failures }
}

/** Prints a failed test with the beginning of its messages: who reads only the end of a long log learns the cause. */
function printFailure({ name, messages }: TestFailure): void {
  const lines = messages.join('\n').split('\n').slice(0, failureLinesPrinted)
  console.log([`✗ ${name}`, ...lines.map((line) => `    ${stripVTControlCharacters(line).slice(0, 400)}`)].join('\n'))
}

/** Number of steps that run at the same time. With two, a core is idle now and then while a step waits. */
const laneCount = 3

/** Starts each step once its prerequisites have passed and a lane is free. */
async function runSteps(names: readonly string[]): Promise<Count[]> {
  const results = new Map<string, Promise<Count>>()
  const slots = new Set<Promise<Count>>()
  for (const name of names) {
    const step = steps[name]
    if (!step) continue
    while (slots.size >= laneCount) await Promise.race(slots)
    for (const earlier of step.after ?? []) await results.get(earlier)
    const needs = await Promise.all((step.needs ?? []).map(async (need) => ({ need, failed: (await results.get(need))?.failed ?? 0 })))
    const failedNeeds = needs.filter(({ failed }) => failed > 0).map(({ need }) => need)
    const result = runStep(name, step, failedNeeds)
    results.set(name, result)
    slots.add(result)
    void result.finally(() => slots.delete(result))
  }
  return Promise.all(results.values())
}

const words = process.argv.slice(2)
// Only `test/support/test-size.ts` reads the size.
if (words.includes('--deep')) process.env['CASES'] ??= '1'
const asked = words.filter((word) => word !== '--deep')
const unknown = asked.filter((name) => !(name in steps))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; the steps are ${Object.keys(steps).join(', ')}.`)
  process.exit(1)
}
const wanted = new Set(
  asked.length > 0
    ? asked.flatMap((name) => [...(steps[name]?.needs ?? []), name])
    : Object.keys(steps).filter((name) => !steps[name]?.onRequest),
)

mkdirSync(reports, { recursive: true })
const counts = await runSteps(Object.keys(steps).filter((name) => wanted.has(name)))
const passed = counts.reduce((total, count) => total + count.passed, 0)
const failed = counts.reduce((total, count) => total + count.failed, 0)
const times = [...wanted].flatMap((name) => readFileTimes(`${reports}/${name}.json`, steps[name]?.readTimes))
const slowest = times.toSorted((one, other) => other.ms - one.ms).slice(0, slowestListed)
if (slowest.length > 0) console.log('The slowest test files, in seconds:')
for (const { file, ms } of slowest) console.log(`${(ms / 1000).toFixed(1).padStart(8)}  ${file}`)
for (const failure of counts.flatMap(({ failures }) => failures)) printFailure(failure)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
