import { expect, test } from 'vitest'
import type { ActivityWithPeople } from '#api/contract/version.ts'
import { flattenPath } from '#features/journey-page/path/activities/flatten-path.ts'

const noPeople = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/** An activity that leads to these; a name after a colon names the way. */
const buildActivity = (id: string, ...ways: string[]): ActivityWithPeople => ({
  id,
  kind: 'wait',
  name: id,
  durationMs: 0,
  promised: false,
  jumpTarget: null,
  ...noPeople,
  next: ways.map((way) => {
    const [to = '', name = null] = way.split(':')
    return { to, share: 100 / ways.length, name, peopleTaken: 0 }
  }),
})

const summarizePath = (...activities: ActivityWithPeople[]) =>
  flattenPath(activities).map(({ activity, depth, branch }) => [activity.id, depth, branch && `${branch.name} ${branch.share}`])

test('a straight path is a list without branches', () => {
  expect(summarizePath(buildActivity('hello', 'wait'), buildActivity('wait', 'end'), buildActivity('end'))).toEqual([
    ['hello', 0, null],
    ['wait', 0, null],
    ['end', 0, null],
  ])
})

test('each branch is followed to its end before the next, one step further in', () => {
  const path = summarizePath(
    buildActivity('asks', 'thanks:Yes', 'again:No'),
    buildActivity('again', 'bye'),
    buildActivity('thanks', 'end'),
    buildActivity('end'),
    buildActivity('bye'),
  )

  expect(path).toEqual([
    ['asks', 0, null],
    ['thanks', 1, 'Yes 50'],
    ['end', 1, null],
    ['again', 1, 'No 50'],
    ['bye', 1, null],
  ])
})

test('a path that a newer server lets run in a circle or meet again is shown once', () => {
  expect(summarizePath(buildActivity('a', 'b'), buildActivity('b', 'a'))).toEqual([
    ['a', 0, null],
    ['b', 0, null],
  ])
  expect(
    summarizePath(buildActivity('a', 'b:Yes', 'c:No'), buildActivity('b', 'end'), buildActivity('c', 'end'), buildActivity('end')).map(
      ([id]) => id,
    ),
  ).toEqual(['a', 'b', 'end', 'c'])
})

test('what nothing leads to, and what leads nowhere, does no harm', () => {
  expect(summarizePath(buildActivity('a', 'gone'), buildActivity('island'))).toEqual([['a', 0, null]])
  expect(summarizePath()).toEqual([])
})
