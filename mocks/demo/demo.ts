import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import type { Environment } from '#backend/environment.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import { audible, type Bell } from './notifier.ts'
import { changed, timeOf } from './demo-clock.ts'
import { actAsColleague, colleague } from './second-user.ts'
import { control } from './demo-routes.ts'
import { versionIdOf } from '#mocks/faults/endpoint.ts'
import type { Plan } from '#mocks/faults/fault-schedule.ts'
import type { ColleagueDeed, Deed } from '#mocks/faults/fault.ts'
import { faultyNetwork } from '#mocks/faults/faulty-network.ts'
import { edition, seed } from '#mocks/seed/seed.ts'
import type { Kept, Shelf } from './settings.ts'
import { signInPath } from './sign-in-path.ts'
import { signedInBy } from './demo-session.ts'

/** From how many people inside a journey's name has to be typed to stop it. */
const typedNameThreshold = 1000

/** What a demo stands on. Several demos may share it, as the tabs of a browser do. */
export interface Ground {
  readonly store: Store
  /** Makes the store forget everything and begin again. */
  readonly refill: (seed: Seed) => Promise<void>
  readonly shelf: Shelf
  /** Rung whenever there may be something to tell. */
  readonly bell: Bell
  /** Told when the backend itself failed. */
  readonly report: (error: Error) => void
  /** The real time, in milliseconds. */
  readonly realTime?: () => number
  /** Lets so many milliseconds of it pass. */
  readonly wait?: (ms: number) => Promise<void>
  readonly newId?: Environment['newId']
}

/** The backend without a server, and around it what the demo menu and tests steer. */
export interface Demo {
  /** Fills the store with the journeys of the demo, unless it holds them already. */
  begin(): Promise<void>
  /** Answers what is sent to `/api/…` and `/demo/…`. */
  handle(request: Request): Promise<Response>
  /** From now on this goes wrong on the way to the backend, in this tab. */
  faults(plan: Plan): void
  /** Resolves once nothing is on its way to the backend any more. */
  quiet(): Promise<void>
  /** Somebody else does something, at another desk. Gives the backend's answer. */
  anotherMarketer(deed: ColleagueDeed): Promise<Response>
  /** For tests: begins again with `contents`, and lets time stand at `at`, which may be earlier than now. The demo's marketer is signed in, and nothing goes wrong. */
  start(contents: Seed, at: Instant): Promise<void>
  /** For tests: time stands at `at` from now on. */
  setTime(at: Instant): void
  /** For tests: those who listen to events are told that time goes on. */
  beat(): void
  /** For tests: who is signed in from now on, whoever one acts as; `null` for nobody. */
  signIn(session: Session | null): void
}

const anyId = () => crypto.randomUUID()
const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** A demo. What its settings are it asks the shelf at every request: another one may have changed them. */
export function createDemo({ store, refill, shelf, bell, report, realTime = Date.now, wait = pass, newId = anyId }: Ground): Demo {
  const fresh = (base: Instant): Kept => ({
    edition,
    actingAs: 'marketer',
    signedIn: true,
    revoked: [],
    backend: 'normal',
    clock: { base, since: realTime(), speed: 1 },
  })
  let kept = fresh(realTime())
  let shown: Instant = -Infinity
  let standing: Instant | undefined
  let signedIn: Session | null | undefined

  const look = async () => (kept = (await shelf.read()) ?? kept)
  const change = async (to: (kept: Kept) => Kept) => {
    kept = await shelf.put((found) => to(found ?? kept))
    bell.ring('beat')
  }
  const clock = (): Instant => standing ?? (shown = Math.max(shown, timeOf(kept.clock, realTime())))

  const reset = async () => {
    await look()
    const now = Math.max(realTime(), clock())
    faults({})
    await refill(await seed(now))
    await change(() => fresh(now))
    standing = signedIn = undefined
  }

  const environment = {
    store: audible(store, bell),
    clock,
    subscribe: bell.onRing,
    newId,
    typedNameThreshold,
    signInPath,
    report,
  }
  // Somebody who listens to events sends one request and is asked for again and again: another tab may have changed the settings.
  const identify = async () => {
    await look()
    return signedIn === undefined ? signedInBy(kept) : signedIn
  }
  const atAnotherDesk = createBackend({ ...environment, identify: () => colleague })

  const anotherMarketer = (deed: ColleagueDeed) => actAsColleague(atAnotherDesk, deed, newId())
  const act = (deed: Deed, request: Request): Promise<unknown> => {
    if ('expire' in deed) return change((known) => ({ ...known, signedIn: false }))
    if ('revoke' in deed) return change((known) => ({ ...known, revoked: [...known.revoked, deed.revoke] }))
    return anotherMarketer({ versionId: versionIdOf(request), ...deed })
  }
  const network = faultyNetwork(createBackend({ ...environment, identify }), async () => (await look()).backend, { wait, act })
  const faults = (plan: Plan) => {
    network.plan(plan)
    bell.ring('beat')
  }

  const controls = control({
    settings: () => {
      const { actingAs, signedIn, revoked, backend, clock: shownBy } = kept
      return { actingAs, signedIn, revoked, backend, speed: shownBy.speed, now: new Date(clock()).toISOString() }
    },
    choose: ({ speed, ...choice }) => change((known) => ({ ...known, ...choice, clock: changed(known.clock, realTime(), { speed }) })),
    jump: (forward) => change((known) => ({ ...known, clock: changed(known.clock, realTime(), { forward }) })),
    reset,
    fault: async (plan) => {
      faults(plan)
      if (Object.keys(plan).length === 0) await network.quiet()
    },
    anotherMarketer: async ({ afterMs, ...deed }) => {
      if (afterMs === undefined) return anotherMarketer(deed)
      const later = async () => {
        await wait(afterMs)
        await anotherMarketer(deed)
      }
      return void later().catch(report)
    },
    readPast: atAnotherDesk,
  })

  return {
    begin: async () => {
      if ((await shelf.read())?.edition !== edition) await reset()
    },
    handle: async (request) => {
      if (!new URL(request.url).pathname.startsWith('/demo/')) return network.handle(request)
      await look()
      return controls(request)
    },
    faults,
    quiet: network.quiet,
    anotherMarketer,
    start: async (contents, at) => {
      faults({})
      await refill(contents)
      await shelf.put(() => fresh(realTime()))
      standing = at
      signedIn = undefined
      bell.ring('written')
    },
    setTime: (at) => {
      standing = at
    },
    beat: () => bell.ring('beat'),
    signIn: (session) => {
      signedIn = session
      bell.ring('written')
    },
  }
}
