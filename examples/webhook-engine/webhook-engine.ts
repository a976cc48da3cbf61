/*
 * An engine elsewhere, as an example: it takes the commands of the console, moves people, and reports their numbers. Plain Node, without a
 * dependency. People and commands are in memory: a real engine writes them down before it answers.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'

interface Activity {
  readonly id: string
  readonly kind: string
  /** `null`: people wait until the global timeout. */
  readonly durationMs: number | null
  readonly next: readonly { readonly to: string; readonly share: number }[]
}

/** What the console sends. `version` comes with `publish` alone. */
interface Command {
  readonly id: string
  readonly type: 'publish' | 'freeze' | 'unfreeze' | 'close' | 'stop'
  readonly epoch: number
  readonly versionId: string
  /** Milliseconds that the version was frozen: journey time is this much behind the clock. */
  readonly frozenFor: number
  readonly version?: { readonly globalTimeout: number; readonly flow: { readonly activities: readonly Activity[] } }
}

/** An activity with its people since the version was published. */
interface Step extends Activity {
  arrived: number
  passed: number
  timedOut: number
}

/** A person inside. The times are in journey time, so that a freeze makes nobody overdue. */
interface Person {
  step: Step
  due: number
  readonly timeoutAt: number
}

interface Version {
  epoch: number
  state: Command['type']
  frozenFor: number
  readonly globalTimeout: number
  readonly steps: ReadonlyMap<string, Step>
  readonly people: Map<string, Person>
  refused: number
}

export interface ExampleParts {
  readonly secret: string
  /** The address of the console, with `/api/engine/reports`. */
  readonly reportUrl: string
  readonly now: () => number
  readonly send: (message: { readonly versionId: string; readonly activityId: string; readonly personId: string }) => void
}

const sign = (secret: string, timestamp: string, body: string) =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/** Creates the engine without a network. */
export function createExampleEngine({ secret, reportUrl, now, send }: ExampleParts) {
  const versions = new Map<string, Version>()

  const create = ({ type: state, epoch, frozenFor, version }: Command): Version => {
    const activities = version?.flow.activities ?? []
    const steps = new Map(activities.map((activity) => [activity.id, { ...activity, arrived: 0, passed: 0, timedOut: 0 }]))
    const facts = { state, epoch, frozenFor, globalTimeout: version?.globalTimeout ?? 0, refused: 0 }
    return { ...facts, steps, people: new Map() }
  }
  /** Each command has an epoch of its own. One that is not newer than the newest was applied, or is too late: it changes nothing. */
  const apply = (command: Command): 'applied' | 'dropped' | 'unknown' => {
    const known = versions.get(command.versionId)
    // Without the flow nobody can enter: only an end is taken. The others come again, after `publish`.
    if (!known && (command.type === 'freeze' || command.type === 'unfreeze')) return 'unknown'
    if (known && command.epoch <= known.epoch) return 'dropped'
    const version = known ?? create(command)
    versions.set(command.versionId, version)
    Object.assign(version, { epoch: command.epoch, state: command.type, frozenFor: command.frozenFor })
    if (command.type === 'stop') version.people.clear()
    return 'applied'
  }
  const arrive = (version: Version, personId: string, step: Step, at: number, timeoutAt: number) => {
    step.arrived++
    version.people.set(personId, { step, due: Math.min(at + (step.durationMs ?? Infinity), timeoutAt), timeoutAt })
  }
  const enter = (versionId: string, personId: string): boolean => {
    const version = versions.get(versionId)
    const first = version?.steps.values().next().value
    if (!version || !first || !['publish', 'unfreeze'].includes(version.state)) {
      if (version) version.refused++
      return false
    }
    const at = now() - version.frozenFor
    if (!version.people.has(personId)) arrive(version, personId, first, at, at + version.globalTimeout)
    return true
  }
  /** Moves a person by one step. */
  const move = (versionId: string, version: Version, personId: string, { step, due, timeoutAt }: Person) => {
    version.people.delete(personId)
    if (due === timeoutAt) return void step.timedOut++
    step.passed++
    if (['email', 'sms', 'push', 'inApp'].includes(step.kind)) send({ versionId, activityId: step.id, personId })
    let place = createHash('sha256').update(`${personId} ${step.id}`).digest().readUInt32BE() % 100
    const taken = step.next.find(({ share }) => (place -= share) < 0)
    const next = taken && version.steps.get(taken.to)
    if (next) arrive(version, personId, next, due, timeoutAt)
  }
  /** Moves everyone who is due. Nobody moves in a version that is frozen or stopped. */
  const tick = () => {
    for (const [id, version] of versions) {
      if (version.state === 'freeze' || version.state === 'stop') continue
      const at = now() - version.frozenFor
      // People who moved come again at the end of the map, until nobody is due.
      for (const [personId, person] of version.people) if (person.due <= at) move(id, version, personId, person)
    }
  }
  const report = async (versionId: string): Promise<number> => {
    const version = versions.get(versionId)
    if (!version) return 404
    const { epoch, steps, refused } = version
    const activities = Object.fromEntries([...steps].map(([id, { arrived, passed, timedOut }]) => [id, { arrived, passed, timedOut }]))
    const body = JSON.stringify({ versionId, epoch, asOf: new Date(now()).toISOString(), activities, refused })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'webhook-timestamp': timestamp,
      'webhook-signature': sign(secret, timestamp, body),
    }
    return (await fetch(reportUrl, { method: 'POST', headers, body })).status
  }
  return { versions, apply, enter, tick, report }
}

/** Listens for commands. A command is answered once it is applied; any answer but 2xx makes the console send it again. */
export function createExampleServer({ secret }: Pick<ExampleParts, 'secret'>, apply: (command: Command) => string): Server {
  return createServer((request, response) => {
    void text(request).then((body) => {
      const timestamp = String(request.headers['webhook-timestamp'])
      const given = Buffer.from(String(request.headers['webhook-signature']))
      const expected = Buffer.from(sign(secret, timestamp, body))
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
      if (!isSigned || !(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return response.writeHead(401).end()
      const result = apply(JSON.parse(body) as Command)
      return response.writeHead(result === 'unknown' ? 409 : 200).end(JSON.stringify({ result }))
    })
  })
}

if (import.meta.main) {
  const { ENGINE_SECRET: secret = '', REPORT_URL: reportUrl = 'http://127.0.0.1:8080/api/engine/reports', PORT = '8090' } = process.env
  const engine = createExampleEngine({ secret, reportUrl, now: Date.now, send: (message) => console.log(JSON.stringify(message)) })
  createExampleServer({ secret }, engine.apply).listen(Number(PORT), '127.0.0.1')
  setInterval(() => {
    engine.tick()
    for (const id of engine.versions.keys()) engine.report(id).catch((error: unknown) => console.error(String(error)))
  }, 1_000)
}
