import type { Activity, ActivityKind, Branch, Flow } from '#domain/flow.ts'
import type { VersionFacts } from '#domain/version.ts'

/** In milliseconds. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** A Monday, 00:00 UTC. */
export const monday = Date.UTC(2024, 0, 1)

/** An activity named for its id. `next` is the one that everyone goes to, or branches, or nothing where the path ends. */
export function buildActivity(id: string, kind: ActivityKind, takes: number, next: string | Record<string, number> = {}): Activity {
  const branches: readonly Branch[] =
    typeof next === 'string' ? [{ to: next, share: 100 }] : Object.entries(next).map(([to, share]) => ({ to, share }))
  return { id, kind, name: id, durationMs: takes, next: branches }
}

/** A flow that the same number of people enter every hour of the day. */
export function buildFlow(perHour: number, ...activities: readonly Activity[]): Flow {
  return { entry: { type: 'unitaryEvent', hourly: Array<number>(24).fill(perHour) }, activities }
}

/** A version live since Monday 00:00, with a global timeout of 91 days. */
export function buildLife(flow: Flow, facts: Partial<VersionFacts> = {}): VersionFacts {
  return {
    status: 'live',
    flow,
    globalTimeout: 91 * day,
    publishedAt: monday,
    endsAt: null,
    pauses: [],
    closedAt: null,
    stoppedAt: null,
    finishedAt: null,
    ...facts,
  }
}
