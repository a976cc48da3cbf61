import type { Instant } from '#domain/version.ts'
import { runAsOperation } from '#server/logs/current-operation.ts'
import type { Metrics } from './metrics.ts'

/** Measures each run of `work`. `run` is its name, in the log, too. */
type ObserveRuns = (run: string, work: () => Promise<unknown>) => () => Promise<void>

/** Creates the function that measures runs: their durations, and how long ago the last one was that succeeded. */
export function createRunObserver({ runs, addGauge }: Pick<Metrics, 'runs' | 'addGauge'>, now: () => Instant): ObserveRuns {
  const lastEnds = new Map<string, Instant>()
  addGauge('journey_run_lag_seconds', 'Time since the last run that succeeded, by run.', () =>
    [...lastEnds].map(([run, at]) => ({ labels: { run }, value: (now() - at) / 1000 })),
  )
  return (run, work) => {
    lastEnds.set(run, now())
    return async () => {
      const start = now()
      await runAsOperation(run, work)
      const end = now()
      runs.observe((end - start) / 1000, { run })
      lastEnds.set(run, end)
    }
  }
}
