import type { Activity, ActivityKind, FlowEntry, EntryType, Flow } from '#domain/flow.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** An activity of a path in the making, and the ways out of it if it is a fork. Without any, the next of the row follows. */
interface PathStep extends Pick<Activity, 'kind' | 'name' | 'durationMs' | 'journeyId' | 'promised'> {
  readonly forks?: readonly PathFork[]
}

/** A way out of a fork: its name, the percentage of people who take it, and the steps that follow. */
type PathFork = readonly [name: string, share: number, ...steps: PathStep[]]

const createStep =
  (kind: ActivityKind, durationMs: number) =>
  (name: string): PathStep => ({ kind, name, durationMs })

export const email = createStep('email', 4 * minute)
export const sms = createStep('sms', minute)
export const push = createStep('push', 20_000)
export const inApp = createStep('inApp', 10 * minute)
export const update = createStep('update', 5000)

/** The same step, sending what customers have been promised. */
export const markPromised = (step: PathStep): PathStep => ({ ...step, promised: true })

const units = [
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
] as const

/** A wait, named after its length unless it has a name. One of `Infinity` ends with the global timeout only. */
export function wait(durationMs: number, name?: string): PathStep {
  const [length, unit] = units.find(([size]) => durationMs % size === 0) ?? units[2]
  const count = durationMs / length
  return { kind: 'wait', name: name ?? `Wait ${count} ${unit}${count === 1 ? '' : 's'}`, durationMs }
}

/** A condition with named paths. Nothing can follow it but its paths. */
export const fork = (name: string, ...forks: readonly PathFork[]): PathStep => ({ kind: 'condition', name, durationMs: 0, forks })

/** A condition with a yes and a no; `share` is the percentage of the yes. */
export const ask = (name: string, share: number, yes: readonly PathStep[], no: readonly PathStep[] = []): PathStep =>
  fork(name, ['Yes', share, ...yes], ['No', 100 - share, ...no])

/** The end of a path: into another journey of the demo. */
export const jump = (name: string, journeyId: string): PathStep => ({ kind: 'jump', name, durationMs: 1000, journeyId })

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

/** A path that everyone walks from the first step. `people` enter each day, by the rhythm; `lastsMs` as in the flow. */
export function buildPath(type: EntryType, rhythm: keyof typeof rhythms, steps: readonly PathStep[], lastsMs?: number): Flow {
  const hourly = Array.from(rhythms[rhythm], (digit) => Number.parseInt(digit, 36))
  const entry: FlowEntry = { type, hourly, ...(lastsMs === undefined ? {} : { lastsMs }) }
  const activities: Activity[] = []
  addSteps(steps, activities)
  return { entry, activities }
}

const end: PathStep = { kind: 'end', name: 'End', durationMs: 0 }

/** Adds the steps and all that follows them to the activities, each before those it leads to; answers the identifier of the first. */
function addSteps([first = end, ...rest]: readonly PathStep[], activities: Activity[]): string {
  const { forks, ...activity } = first
  const id = `a${activities.length + 1}`
  const index = activities.push({ ...activity, id, next: [] }) - 1
  const isLast = activity.kind === 'end' || activity.kind === 'jump'
  const next = forks
    ? forks.map(([name, share, ...steps]) => ({ to: addSteps(steps, activities), share, name }))
    : isLast
      ? []
      : [{ to: addSteps(rest, activities), share: 100 }]
  activities[index] = { ...activity, id, next }
  return id
}

/** The same flow with `factor` times as many people entering. */
export const multiplyEntrances = (flow: Flow, factor: number): Flow => ({
  ...flow,
  entry: { ...flow.entry, hourly: flow.entry.hourly.map((people) => people * factor) },
})
