import type { Activity, ActivityKind, FlowEntry, EntryType, Flow } from '#domain/flow.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** An activity of a path under construction, with its branches if it is a fork. Without branches the next step of the list follows. */
interface PathStep extends Pick<Activity, 'kind' | 'name' | 'durationMs' | 'journeyId' | 'promised' | 'template'> {
  readonly forks?: readonly PathFork[]
}

/** A branch of a fork: its name, the percentage of people who take it, and the steps that follow. */
type PathFork = readonly [name: string, share: number, ...steps: PathStep[]]

/** A message. Many messages are made of one template. */
const createMessage =
  (kind: ActivityKind, durationMs: number, template: string) =>
  (name: string): PathStep => ({ kind, name, durationMs, template })

export const email = createMessage('email', 4 * minute, 'Brand e-mail')
export const sms = createMessage('sms', minute, 'Plain text message')
export const push = createMessage('push', 20_000, 'Push with logo')
export const inApp = createMessage('inApp', 10 * minute, 'Card in the app')
export const update = (name: string): PathStep => ({ kind: 'update', name, durationMs: 5000 })

/** Returns the same step, marked as sending a message that customers have been promised. */
export const markPromised = (step: PathStep): PathStep => ({ ...step, promised: true, template: 'Service notice' })

const units = [
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
] as const

/** A wait. The default name is its duration. A wait of `Infinity` ends only with the global timeout. */
export function wait(durationMs: number, name?: string): PathStep {
  const [length, unit] = units.find(([size]) => durationMs % size === 0) ?? units[2]
  const count = durationMs / length
  return { kind: 'wait', name: name ?? `Wait ${count} ${unit}${count === 1 ? '' : 's'}`, durationMs }
}

/** A condition with named branches. No step can follow it outside its branches. */
export const fork = (name: string, ...forks: readonly PathFork[]): PathStep => ({ kind: 'condition', name, durationMs: 0, forks })

/** A condition with a yes branch and a no branch; `share` is the percentage of the yes branch. */
export const ask = (name: string, share: number, yes: readonly PathStep[], no: readonly PathStep[] = []): PathStep =>
  fork(name, ['Yes', share, ...yes], ['No', 100 - share, ...no])

/** A jump into another journey of the demo. It ends the path. */
export const jump = (name: string, journeyId: string): PathStep => ({ kind: 'jump', name, durationMs: 1000, journeyId })

/** Relative entrance rate of each hour of the day (UTC): one base-36 digit per hour, 24 digits. */
export const rhythms = {
  always: 'aaaaaaaaaaaaaaaaaaaaaaaa',
  shops: '31111135799aabaaabcdda75',
  office: '00000149bcba9bccb9620000',
  evening: '62111123455566667adhhge9',
  travel: '74324689abaaabbbbbcba988',
  morning: '000000007000000000000000',
  never: '000000000000000000000000',
} as const

/** The audiences of those entry types that have one, by their rhythm. */
const audiences: Readonly<Record<keyof typeof rhythms, string>> = {
  always: 'All customers',
  shops: 'Shoppers',
  office: 'Account holders',
  evening: 'Subscribers',
  travel: 'Travellers',
  morning: 'Newsletter readers',
  never: 'Nobody yet',
}

/** Builds a flow from steps, beginning with the first step. `rhythm` sets the entrances of each hour; `lastsMs` is as in the flow. */
export function buildPath(type: EntryType, rhythm: keyof typeof rhythms, steps: readonly PathStep[], lastsMs?: number): Flow {
  const hourly = Array.from(rhythms[rhythm], (digit) => Number.parseInt(digit, 36))
  const hasAudience = type === 'readAudience' || type === 'audienceQualification'
  const entry: FlowEntry = {
    type,
    hourly,
    ...(hasAudience && { audience: audiences[rhythm] }),
    ...(lastsMs === undefined ? {} : { lastsMs }),
  }
  const activities: Activity[] = []
  addSteps(steps, activities)
  return { entry, activities }
}

const end: PathStep = { kind: 'end', name: 'End', durationMs: 0 }

/** Adds the steps and their branches to `activities`, each before its successors. Returns the identifier of the first step. */
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

/** Returns the same flow with `factor` times as many entrances. */
export const multiplyEntrances = (flow: Flow, factor: number): Flow => ({
  ...flow,
  entry: { ...flow.entry, hourly: flow.entry.hourly.map((people) => people * factor) },
})
