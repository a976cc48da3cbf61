import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import type { Seed, Store } from '#backend/store.ts'
import { permissions } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { audible, type Bell } from './bell.ts'
import { changed, timeOf } from './clock.ts'
import { control } from './control-api.ts'
import { ana, jonas } from './seed/people.ts'
import { edition, seed } from './seed/seed.ts'
import type { Kept, Shelf } from './settings.ts'

/** Who is signed in, by whom one acts as. */
const sessions: Readonly<Record<Kept['actingAs'], Session>> = {
  marketer: { person: ana, permissions: [...permissions] },
  viewer: { person: jonas, permissions: ['view'] },
}

/** From how many people inside a journey's name has to be typed to stop it. */
const typeNameFrom = 1000

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
}

/** The backend without a server, and around it what the demo menu and tests steer. */
export interface Demo {
  /** Fills the store with the journeys of the demo, unless it holds them already. */
  begin(): Promise<void>
  /** Answers what is sent to `/api/…` and `/demo/…`. */
  handle(request: Request): Promise<Response>
  /** For tests: begins again with `contents`, and lets time stand at `at`, which may be earlier than now. The demo's marketer is signed in. */
  start(contents: Seed, at: Instant): Promise<void>
  /** For tests: time stands at `at` from now on. */
  setTime(at: Instant): void
  /** For tests: those who listen to events are told that time goes on. */
  beat(): void
  /** For tests: who is signed in from now on, whoever one acts as; `null` for nobody. */
  signIn(session: Session | null): void
}

/** A demo. What its settings are it asks the shelf at every request: another one may have changed them. */
export function createDemo({ store, refill, shelf, bell, report, realTime = Date.now }: Ground): Demo {
  const fresh = (base: Instant): Kept => ({ edition, actingAs: 'marketer', clock: { base, since: realTime(), speed: 1 } })
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
    await refill(await seed(now))
    await change(() => fresh(now))
    standing = signedIn = undefined
  }

  const backend = createBackend({
    store: audible(store, bell),
    clock,
    // Somebody who listens to events sends one request and is asked for again and again: another tab may have changed the settings.
    identify: async () => {
      await look()
      return signedIn === undefined ? sessions[kept.actingAs] : signedIn
    },
    onWake: bell.onRing,
    newId: () => crypto.randomUUID(),
    typeNameFrom,
    report,
  })

  const controls = control({
    settings: () => ({ actingAs: kept.actingAs, speed: kept.clock.speed, now: new Date(clock()).toISOString() }),
    choose: ({ actingAs, speed }) =>
      change((known) => ({ ...known, actingAs: actingAs ?? known.actingAs, clock: changed(known.clock, realTime(), { speed }) })),
    jump: (forward) => change((known) => ({ ...known, clock: changed(known.clock, realTime(), { forward }) })),
    reset,
  })

  return {
    begin: async () => {
      if ((await shelf.read())?.edition !== edition) await reset()
    },
    handle: async (request) => {
      if (!new URL(request.url).pathname.startsWith('/demo/')) return backend(request)
      await look()
      return controls(request)
    },
    start: async (contents, at) => {
      await refill(contents)
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
