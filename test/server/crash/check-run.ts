import { checkCommands } from './check-commands.ts'
import { checkOrder } from './check-order.ts'
import type { CrashRun, ObservedStream } from './crash-run.ts'
import { compareStates, replayHistory } from './replay-history.ts'

/** Checks that a stream has sent every entry of the history once and in order, but for those before a resync. */
function checkStream({ name, events }: ObservedStream): readonly string[] {
  const problems: string[] = []
  let last: number | null = null
  for (const { event, sequence } of events) {
    if (event === 'change' && sequence !== (last ?? 0) + 1) problems.push(`${name} received entry ${sequence} after entry ${last}.`)
    last = sequence
  }
  return problems
}

/** Checks a run: a sentence for each thing that is wrong. */
export function checkRun(run: CrashRun): readonly string[] {
  const { versions, problems } = replayHistory(run)
  return [
    ...(run.database.chainProblem === null ? [] : [run.database.chainProblem]),
    ...problems,
    ...compareStates(versions, run.database.versions, 'The table'),
    ...checkCommands(run, versions),
    ...checkOrder(run, versions),
    ...run.streams.flatMap((stream) => [...checkStream(stream), ...compareStates(versions, stream.states, stream.name)]),
  ]
}
