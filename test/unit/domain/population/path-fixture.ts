import fc from 'fast-check'
import type { ActivityWithPeople } from '#api/contract/version.ts'
import { activityKinds } from '#domain/flow.ts'

/** An activity of a path that is only looked at, with these people at it. */
const buildPathActivity = (id: number, people: number): ActivityWithPeople => ({
  id: `a${id}`,
  kind: activityKinds[id % activityKinds.length] ?? 'wait',
  name: `Activity ${id}`,
  durationMs: 0,
  promised: false,
  jumpTarget: null,
  arrived: people,
  inside: people,
  passed: 0,
  stopped: 0,
  timedOut: 0,
  next: [],
})

/** The tree in which activity n + 1 hangs on the activity of the nth number; no number may be larger than its place. */
export const buildPath = (parents: readonly number[], people = 0): readonly ActivityWithPeople[] => {
  const ids = [0, ...parents.map((_, index) => index + 1)]
  return ids.map((id) => {
    const children = ids.filter((child) => child > 0 && parents[child - 1] === id)
    const next = children.map((child) => ({ to: `a${child}`, share: 100 / children.length, name: null, peopleTaken: 0 }))
    return { ...buildPathActivity(id, people), next }
  })
}

/** Paths of up to 50 activities, of any shape. */
export const anyPath = fc
  .array(fc.nat(), { maxLength: 49 })
  .map((numbers) =>
    buildPath(numbers.map((number, index) => Math.max(index - (number % 6), number % (index + 1) === 0 ? 0 : index - 5, 0))),
  )
