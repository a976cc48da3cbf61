import type { Activity, ActivityKind, FlowEntry, EntryType, Flow } from '#domain/flow.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** An activity of a path in the making, and the ways out of it if it is a fork. Without any, the next of the row follows. */
interface Step extends Pick<Activity, 'kind' | 'name' | 'durationMs' | 'journeyId' | 'promised'> {
  readonly forks?: readonly Fork[]
}

/** A way out of a fork: its name, the percentage of people who take it, and the steps that follow. */
type Fork = readonly [name: string, share: number, ...steps: Step[]]

const step =
  (kind: ActivityKind, takes: number) =>
  (name: string): Step => ({ kind, name, durationMs: takes })

export const email = step('email', 4 * minute)
export const sms = step('sms', minute)
export const push = step('push', 20_000)
export const inApp = step('inApp', 10 * minute)
export const update = step('update', 5000)

/** The same step, sending what customers have been promised. */
export const promised = (sends: Step): Step => ({ ...sends, promised: true })

const units = [
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
] as const

/** A wait, named after its length unless it has a name. One of `Infinity` ends with the global timeout only. */
export function wait(takes: number, name?: string): Step {
  const [length, unit] = units.find(([size]) => takes % size === 0) ?? units[2]
  const count = takes / length
  return { kind: 'wait', name: name ?? `Wait ${count} ${unit}${count === 1 ? '' : 's'}`, durationMs: takes }
}

/** A condition with named paths. Nothing can follow it but its paths. */
export const fork = (name: string, ...forks: readonly Fork[]): Step => ({ kind: 'condition', name, durationMs: 0, forks })

/** A condition with a yes and a no; `share` is the percentage of the yes. */
export const asks = (name: string, share: number, yes: readonly Step[], no: readonly Step[] = []): Step =>
  fork(name, ['Yes', share, ...yes], ['No', 100 - share, ...no])

/** The end of a path: into another journey of the demo. */
export const jump = (name: string, journeyId: string): Step => ({ kind: 'jump', name, durationMs: 1000, journeyId })

/** Customers of each hour of the day (UTC), one digit to the base of 36 for an hour: how many, compared with the other hours. */
export const rhythms = {
  always: 'aaaaaaaaaaaaaaaaaaaaaaaa',
  shops: '31111135799aabaaabcdda75',
  office: '00000149bcba9bccb9620000',
  evening: '62111123455566667adhhge9',
  travel: '74324689abaaabbbbbcba988',
  morning: '000000007000000000000000',
  never: '000000000000000000000000',
} as const

/** A path that everyone walks from the first step. `people` enter each day, by the rhythm; `lasts` as in the flow. */
export function path(type: EntryType, rhythm: keyof typeof rhythms, steps: readonly Step[], lasts?: number): Flow {
  const hourly = Array.from(rhythms[rhythm], (digit) => Number.parseInt(digit, 36))
  const entry: FlowEntry = { type, hourly, ...(lasts === undefined ? {} : { lastsMs: lasts }) }
  const activities: Activity[] = []
  lay(steps, activities)
  return { entry, activities }
}

const end: Step = { kind: 'end', name: 'End', durationMs: 0 }

/** Adds the steps and all that follows them to the activities, each before those it leads to; answers the identifier of the first. */
function lay([first = end, ...rest]: readonly Step[], activities: Activity[]): string {
  const { forks, ...what } = first
  const id = `a${activities.length + 1}`
  const place = activities.push({ ...what, id, next: [] }) - 1
  const ends = what.kind === 'end' || what.kind === 'jump'
  const next = forks
    ? forks.map(([name, share, ...steps]) => ({ to: lay(steps, activities), share, name }))
    : ends
      ? []
      : [{ to: lay(rest, activities), share: 100 }]
  activities[place] = { ...what, id, next }
  return id
}

/** The same flow with `factor` times as many people entering. */
export const scaled = (flow: Flow, factor: number): Flow => ({
  ...flow,
  entry: { ...flow.entry, hourly: flow.entry.hourly.map((people) => people * factor) },
})
