import type { Activity, Flow } from '#domain/flow.ts'
import { countTakingBranch } from './branch-split.ts'
import { atEntrance, computeDepartures, type Timetable } from './timetable.ts'
import type { Pause } from '#domain/version.ts'

/** An activity as a step of the path: the people sent to it, with their arrival and departure times. */
export interface FlowStep {
  readonly activity: Activity
  /** Of the first *n* entrants, how many take this branch (even if they have not arrived yet). */
  readonly sent: (entrants: number) => number
  readonly arrivals: Timetable
  readonly departures: Timetable
}

/** Builds the steps of the path under these pauses, in topological order: each after the step that leads to it. */
export function buildFlowTimetable({ activities }: Flow, pauses: readonly Pause[]): readonly FlowStep[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const steps: FlowStep[] = []
  const walk = (activity: Activity, arrivals: Timetable, sent: FlowStep['sent']) => {
    const departures = computeDepartures(arrivals, activity.durationMs, pauses)
    steps.push({ activity, sent, arrivals, departures })
    let sharedOut = 0
    for (const branch of activity.next) {
      const [from, to] = [sharedOut, sharedOut + branch.share]
      const target = byId.get(branch.to)
      if (target) walk(target, departures, branch.share === 100 ? sent : (entrants) => countTakingBranch(sent(entrants), from, to))
      sharedOut = to
    }
  }
  const [first] = activities
  if (first) walk(first, atEntrance, (entrants) => entrants)
  return steps
}
