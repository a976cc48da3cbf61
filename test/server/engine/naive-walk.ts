import { createHash } from 'node:crypto'
import type { Activity, Flow } from '#domain/flow.ts'
import type { ActivityCounts } from '#domain/population/population.ts'
import type { Pause } from '#domain/version.ts'

/** A person who has entered, as the naive simulation follows them. */
export interface EnteredPerson {
  readonly id: string
  readonly at: number
  readonly attributes?: Readonly<Record<string, string>>
}

/** What decides how people walk. */
export interface NaiveLife {
  readonly flow: Flow
  readonly globalTimeout: number
  readonly pauses: readonly Pause[]
  readonly stoppedAt: number | null
}

/** Counts as the walker keeps them, without those of its versions. */
export type NaiveCounts = Readonly<Record<string, ActivityCounts>>

const placeOf = (person: string, activity: string): number =>
  Number.parseInt(createHash('md5').update(`${person} ${activity}`).digest('hex').slice(0, 8), 16) % 100

function chooseNext({ id, name, next }: Activity, person: EnteredPerson): string | undefined {
  if (next.length < 2) return next[0]?.to
  const wanted = person.attributes?.[name]
  const named = next.find((branch) => branch.name !== undefined && branch.name === wanted)
  if (named) return named.to
  let place = placeOf(person.id, id)
  return next.find(({ share }) => (place -= share) < 0)?.to
}

/** Follows each person alone, with a clock that stands still in pauses. Shares no code with the walker. */
export function countNaively(
  { flow, globalTimeout, pauses, stoppedAt }: NaiveLife,
  people: readonly EnteredPerson[],
  at: number,
): NaiveCounts {
  const counts = new Map(flow.activities.map(({ id }) => [id, { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }]))
  const journeyTime = (moment: number) => {
    let time = moment
    for (const { from, to } of pauses) if (moment > from) time -= Math.min(moment, to) - from
    return time
  }
  const isStopped = stoppedAt !== null && stoppedAt <= at
  const now = journeyTime(isStopped ? stoppedAt : at)
  for (const person of people) {
    let arrival = journeyTime(person.at)
    const timeout = arrival + globalTimeout
    let activity = flow.activities[0]
    while (activity) {
      const { id, durationMs } = activity
      const tally = counts.get(id)!
      tally.arrived++
      const due = arrival + durationMs
      if (Math.min(due, timeout) > now) {
        tally[isStopped ? 'stopped' : 'inside']++
        break
      }
      if (due > timeout) {
        tally.timedOut++
        break
      }
      tally.passed++
      arrival = due
      const next = chooseNext(activity, person)
      activity = flow.activities.find((other) => other.id === next)
    }
  }
  return Object.fromEntries(counts)
}
