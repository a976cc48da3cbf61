import { expect, test } from 'vitest'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { checkRun } from './check-run.ts'
import { runWithCrashes } from './run-with-crashes.ts'

const seeds = Array.from({ length: scaleCases(3) }, (_, nth) => nth + 1)

/** A longer run is another seed. */
const scaleRun = (full: number, minimum: number) => Math.min(full, scaleCases(full, minimum))

test.for(seeds)(
  'replicas and PostgreSQL are killed while users work: nothing that was acknowledged is lost (seed %i)',
  { timeout: generatedCasesTimeoutMs },
  async (seed, { annotate }) => {
    const run = await runWithCrashes({
      seed,
      replicaCrashes: scaleRun(20, 2),
      replicaCrashMs: 1_200,
      databaseCrashes: scaleRun(3, 1),
      databaseCrashMs: scaleRun(7_000, 1_200),
      clients: 24,
      versions: 60,
    })

    const { reads, commands, lostCount, database } = run
    await annotate(
      `${reads.length + commands.length} operations, ${commands.length} of them commands; ${lostCount} answers lost; ${database.entries.length} entries`,
    )
    expect(checkRun(run)).toEqual([])
    expect([...run.logged].filter((event) => event === 'failure')).toEqual([])
    expect(lostCount).toBeGreaterThan(0)
  },
)
