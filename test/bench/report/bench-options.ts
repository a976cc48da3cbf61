import { parseArgs } from 'node:util'
import { seedSizes } from '#mocks/seed/seed-sizes.ts'

/** The parts of a run. */
export const parts = ['start', 'steps', 'sizes', 'idle', 'backend'] as const
export type Part = (typeof parts)[number]

/** What a run of the bench does. */
export interface BenchOptions {
  /** How often each console is started, and walked through; the medians count. */
  readonly runs: number
  readonly parts: readonly Part[]
  /** How long each screen is watched at rest, in seconds. */
  readonly idleSeconds: number
  /** With how many versions the backend is measured, and the demo of those that it has; from few to many. */
  readonly sizes: readonly number[]
  /** An earlier result to compare with; `null` for none. */
  readonly against: string | null
}

export const usage = `npm run bench -- [--runs N] [--only start|steps|sizes|idle|backend] [--idle-seconds N] [--size N] [--against FILE]
Builds the product, the demo and a bare console of the same packages, and measures them in turns in Chromium;
measures the demo with more and more versions beside a bare virtual list of as many rows, and the backend in Node.
  --runs N          how often each is started and walked through (5); the medians count
  --only PART       start, steps, sizes, idle or backend; may be repeated (all but sizes)
  --idle-seconds N  how long each screen is watched at rest (60)
  --size N          how many versions the backend has, and of 60, 10000 and 100000 the demo in the browser (sizes);
                    may be repeated (60, 1000, 10000, 100000)
  --against FILE    compares with an earlier test-results/bench.json
  --help            prints this`

/** An option that makes no sense: its message is for the reader of the terminal. */
export class OptionError extends Error {}

/** A whole number of at least 1. */
function parseCount(name: string, text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1)
    throw new OptionError(`--${name} needs a whole number of at least 1, not “${text}”.`)
  return count
}

/** The named parts in their order; without a name all but `sizes`, which takes long. */
function parseParts(names: readonly string[]): readonly Part[] {
  const unknown = names.filter((name) => !parts.some((part) => part === name))
  if (unknown.length > 0) throw new OptionError(`--only knows ${parts.join(', ')}, not “${unknown.join('”, “')}”.`)
  return parts.filter((part) => (names.length === 0 ? part !== 'sizes' : names.includes(part)))
}

/** Splits the command line. Throws an option error for an unknown option, or one without its value. */
function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true, default: [] },
        'idle-seconds': { type: 'string', default: '60' },
        size: { type: 'string', multiple: true, default: ['60', '1000', '10000', '100000'] },
        against: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads the options of the command line; `null` if help is asked for. Throws an option error with one sentence. */
export function parseBenchOptions(args: readonly string[]): BenchOptions | null {
  const values = readArguments(args)
  if (values.help) return null
  const chosenParts = parseParts(values.only)
  const sizes = values.size.map((size) => parseCount('size', size)).toSorted((one, other) => one - other)
  if (chosenParts.includes('sizes') && !seedSizes.some((size) => sizes.includes(size)))
    throw new OptionError(`--only sizes knows --size ${seedSizes.join(', ')}, not “${sizes.join('”, “')}”.`)
  return {
    runs: parseCount('runs', values.runs),
    parts: chosenParts,
    idleSeconds: parseCount('idle-seconds', values['idle-seconds']),
    sizes,
    against: values.against ?? null,
  }
}
