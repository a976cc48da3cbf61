import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { checkGrowth, formatGrowth } from '#test/bench/backend/growth-report.ts'
import { measureBackend, type Costs } from '#test/bench/backend/measure-backend.ts'
import { OptionError, parseBenchOptions, usage, type BenchOptions } from '#test/bench/report/bench-options.ts'
import { buildApps } from '#test/bench/host/build-apps.ts'
import { compareResults, formatBenchFile, parseBenchFile } from '#test/bench/report/comparison.ts'
import { checkLimits } from '#test/bench/report/limits.ts'
import { measureIdle } from '#test/bench/measure/measure-idle.ts'
import { measureStart } from '#test/bench/measure/measure-start.ts'
import { measureSteps } from '#test/bench/measure/measure-steps.ts'
import { formatTables, formatVerdicts } from '#test/bench/report/format-report.ts'
import { addFigures, apps, listInTurn, type Results } from '#test/bench/report/results.ts'
import { measureSize } from '#test/bench/sizes/measure-size.ts'
import { checkSizes, formatSizes } from '#test/bench/sizes/size-report.ts'
import { sizeApps, type SizeFigures } from '#test/bench/sizes/size-results.ts'
import { seedSizes } from '#mocks/seed/seed-sizes.ts'

const resultFile = 'test-results/bench.json'
const sizesFile = 'test-results/bench-sizes.json'
const backendFile = 'test-results/bench-backend.json'

/** How often an operation of the backend is measured, for each run. */
const runsPerOperation = 4

/** Each run closes a version, and the smallest data has 27 that are live. */
const maxRuns = 20

/** The request for the list makes a difference at the start only. */
const appsAtFullSpeed = apps.filter((app) => app !== 'bareRequest')

const print = (...lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`)
const printProgress = (text: string) => process.stderr.write(`${text}\n`)

/** Measures what is asked for, the consoles in turns. */
async function measure({ runs, parts, idleSeconds }: BenchOptions): Promise<Results> {
  let results: Results = {}
  for (let run = 0; run < runs; run++) {
    for (const app of listInTurn(apps, run)) {
      if (!parts.includes('start')) break
      printProgress(`start ${run + 1} of ${runs}: ${app}`)
      results = addFigures(results, 'start', app, await measureStart(app))
    }
    for (const app of listInTurn(appsAtFullSpeed, run)) {
      if (!parts.includes('steps')) break
      printProgress(`steps ${run + 1} of ${runs}: ${app}`)
      const { steps, counts } = await measureSteps(app)
      results = addFigures(addFigures(results, 'steps', app, steps), 'counts', app, counts)
    }
  }
  for (const app of appsAtFullSpeed) {
    if (!parts.includes('idle')) break
    printProgress(`at rest: ${app}`)
    results = addFigures(results, 'idle', app, await measureIdle(app, idleSeconds))
  }
  return results
}

/** Measures the list of the demo and that of the control at each size, in turns; prints the tables, and writes all values. Sets the exit code if a limit is exceeded. */
async function runSizes({ sizes, runs }: BenchOptions): Promise<void> {
  printProgress('building')
  await buildApps(sizeApps)
  const results = new Map(
    seedSizes.filter((size) => sizes.includes(size)).map((size) => [size, { bareVirtual: [] as SizeFigures[], demo: [] as SizeFigures[] }]),
  )
  for (let run = 0; run < runs; run++)
    for (const [size, figures] of results)
      for (const app of listInTurn(sizeApps, run)) {
        printProgress(`sizes ${run + 1} of ${runs}: ${size} versions, ${app}`)
        figures[app].push(await measureSize(app, size))
      }
  writeResult(sizesFile, `${JSON.stringify(Object.fromEntries(results), null, 2)}\n`)
  print(...formatSizes(results), '', `All values: ${sizesFile}`)
  if (checkSizes(results).some(({ outcome }) => outcome === 'exceeded')) process.exitCode = 1
}

/** Measures the backend, prints the growth table, and writes it. Sets the exit code if a limit is exceeded. */
async function runBackend({ sizes, runs }: BenchOptions): Promise<void> {
  const growth = new Map<number, Costs>()
  for (const size of sizes) {
    printProgress(`backend: ${size} versions`)
    growth.set(size, await measureBackend(size, Math.min(runs * runsPerOperation, maxRuns)))
  }
  const verdicts = checkGrowth(growth)
  writeResult(backendFile, `${JSON.stringify(Object.fromEntries(growth), null, 2)}\n`)
  print(...formatGrowth(growth), '', ...verdicts.map(({ isKept, sentence }) => `${isKept ? '✓' : '✗'} ${sentence}`))
  print('', `All values: ${backendFile}`)
  if (verdicts.some(({ isKept }) => !isKept)) process.exitCode = 1
}

function writeResult(file: string, text: string): void {
  mkdirSync('test-results', { recursive: true })
  writeFileSync(file, text)
}

/** Runs the bench in Chromium, prints its tables, and writes all values. Sets the exit code if a limit is exceeded. */
async function runConsoles(options: BenchOptions): Promise<void> {
  const before = options.against === null ? null : readEarlierResults(options.against)
  printProgress('building')
  await buildApps(apps)
  const results = await measure(options)
  const verdicts = checkLimits(results)
  writeResult(resultFile, formatBenchFile({ measuredAt: new Date().toISOString(), runs: options.runs, results }))
  print(`Medians of ${options.runs} runs in turns, ± half the distance of the quartiles, × the control; ${cpus().length} cores.`)
  print(...formatTables(results), ...formatVerdicts(verdicts), ...(before === null ? [] : compareResults(before, results)))
  print('', `All values: ${resultFile}`)
  if (verdicts.some(({ outcome }) => outcome === 'exceeded')) process.exitCode = 1
}

function readEarlierResults(path: string): Results {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new OptionError(`There is no readable file ${path}.`)
  }
  return parseBenchFile(text, path)
}

try {
  const options = parseBenchOptions(process.argv.slice(2))
  if (options === null) print(usage)
  else {
    if (options.parts.some((part) => part !== 'backend' && part !== 'sizes')) await runConsoles(options)
    if (options.parts.includes('sizes')) await runSizes(options)
    if (options.parts.includes('backend')) await runBackend(options)
  }
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  process.stderr.write(`${error.message}\n\n${usage}\n`)
  process.exitCode = 2
}
