import type { Activity, Flow } from '#domain/flow.ts'
import type { ActivityCounts } from '#domain/population/population.ts'
import type { Instant, Pause, VersionFacts } from '#domain/version.ts'
import { listEntrances } from '#test/unit/domain/population/naive-simulation.ts'

/** One person: when they enter, the activities on their way, and the attributes that send a person of the walker the same way. */
export interface PersonOnTheWay {
  readonly id: string
  readonly entered: Instant
  readonly route: readonly Activity[]
  readonly attributes: Readonly<Record<string, string>>
}

/** What a pause does to people who wait: the closed form lets the wait run on and holds them at its end; the walker lets it stand still. */
export type PauseRule = 'waits run on' | 'waits stand still'

/** The flow with a name for each branch, so that an attribute can decide at every fork. */
export const addBranchNames = (flow: Flow): Flow => ({
  ...flow,
  activities: flow.activities.map((activity) => ({
    ...activity,
    name: activity.id,
    next: activity.next.map((branch, nth) => ({ ...branch, name: `branch ${nth}` })),
  })),
})

/** Time of the clock without the pauses so far. */
export const toJourneyTime = (moment: Instant, pauses: readonly Pause[]): Instant =>
  pauses.reduce((time, { from, to }) => (moment > from ? time - (Math.min(moment, to) - from) : time), moment)

/** Everyone who enters by `until`, one by one. Of every hundred who come to a fork, each has a fixed place. */
export function sendPeople(version: VersionFacts, until: Instant): readonly PersonOnTheWay[] {
  const cameTo = new Map<string, number>()
  const find = (id: string | undefined) => version.flow.activities.find((activity) => activity.id === id)
  return listEntrances(version, until).map((entered, nth) => {
    const route: Activity[] = []
    const attributes: Record<string, string> = {}
    for (let step = version.flow.activities[0]; step !== undefined;) {
      const came = cameTo.get(step.id) ?? 0
      cameTo.set(step.id, came + 1)
      let place = (came * 61) % 100
      const branch = step.next.find(({ share }) => (place -= share) < 0)
      if (step.next.length > 1 && branch?.name !== undefined) attributes[step.name] = branch.name
      route.push(step)
      step = find(branch?.to)
    }
    return { id: `p${nth}`, entered, route, attributes }
  })
}

/** Follows each person alone, and counts where they are at a moment. Shares no code with the closed form and the walker. */
export function countOneByOne(
  { flow, pauses, globalTimeout, stoppedAt }: VersionFacts,
  people: readonly PersonOnTheWay[],
  at: Instant,
  rule: PauseRule,
): Readonly<Record<string, ActivityCounts>> {
  const counts = Object.fromEntries(flow.activities.map(({ id }) => [id, { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }]))
  const isStopped = stoppedAt !== null && stoppedAt <= at
  const by = isStopped ? stoppedAt : at
  const toTime = (moment: Instant) => (rule === 'waits run on' ? moment : toJourneyTime(moment, pauses))
  const release = (due: Instant) => (rule === 'waits run on' ? (pauses.find(({ from, to }) => from < due && due < to)?.to ?? due) : due)
  for (const { entered, route } of people) {
    if (entered > by) continue
    let from = toTime(entered)
    const timeout = from + globalTimeout
    for (const { id, durationMs } of route) {
      const tally = counts[id]!
      const due = release(from + durationMs)
      tally.arrived++
      const isThere = Math.min(due, timeout) > toTime(by)
      const state = isThere ? (isStopped ? 'stopped' : 'inside') : due > timeout ? 'timedOut' : 'passed'
      tally[state]++
      if (state !== 'passed') break
      from = due
    }
  }
  return counts
}
