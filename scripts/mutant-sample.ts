import { createHash } from 'node:crypto'

/** The part of a mutant of StrykerJS that is read here. */
interface Mutant {
  readonly id: string
  readonly fileName: string
  readonly replacement: string
  readonly location: object
}

/** Sample size and seed. They come from the environment, because StrykerJS runs this file in a separate process. */
export const sampleVariables = { size: 'MUTANT_SAMPLE_SIZE', seed: 'MUTANT_SAMPLE_SEED' } as const

/** Draws `size` mutants. The draw depends on the seed and the mutant only, so a change elsewhere replaces few mutants of a sample. */
export function drawSample<One extends Omit<Mutant, 'id'>>(mutants: readonly One[], size: number, seed: string): One[] {
  const rank = ({ fileName, replacement, location }: One): string =>
    createHash('sha1')
      .update(JSON.stringify([seed, fileName.replaceAll('\\', '/').split('/').slice(-3), location, replacement]))
      .digest('hex')
  return mutants
    .map((mutant) => ({ mutant, at: rank(mutant) }))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant)
}

/** A StrykerJS checker that rejects mutants outside the sample before any test runs. StrykerJS itself cannot sample. */
const checker = {
  sample: new Set<string>(),
  init: (): Promise<void> => Promise.resolve(),
  /** Receives all mutants at once, before the checks. */
  group: (mutants: readonly Mutant[]): Promise<string[][]> => {
    const size = Number(process.env[sampleVariables.size])
    for (const { id } of drawSample(mutants, size, process.env[sampleVariables.seed] ?? '')) checker.sample.add(id)
    return Promise.resolve([mutants.map(({ id }) => id)])
  },
  check: (mutants: readonly Mutant[]): Promise<Record<string, object>> => {
    const refused = { status: 'compileError', reason: 'not in the sample' }
    return Promise.resolve(Object.fromEntries(mutants.map(({ id }) => [id, checker.sample.has(id) ? { status: 'passed' } : refused])))
  },
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', value: checker }]
