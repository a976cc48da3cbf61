import { expect, test } from 'vitest'
import type { ActivityWithPeople } from '#api/contract/version.ts'
import { flattenPath } from '#features/journey-page/path/activities/flatten-path.ts'

const nobody = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/** An activity that leads to these; a name after a colon names the way. */
const leads = (id: string, ...ways: string[]): ActivityWithPeople => ({
  id,
  kind: 'wait',
  name: id,
  durationMs: 0,
  promised: false,
  jumpTarget: null,
  ...nobody,
  next: ways.map((way) => {
    const [to = '', name = null] = way.split(':')
    return { to, share: 100 / ways.length, name, peopleTaken: 0 }
  }),
})

const shown = (...activities: ActivityWithPeople[]) =>
  flattenPath(activities).map(({ activity, depth, branch }) => [activity.id, depth, branch && `${branch.name} ${branch.share}`])

test('a straight path is a list without branches', () => {
  expect(shown(leads('hello', 'wait'), leads('wait', 'end'), leads('end'))).toEqual([
    ['hello', 0, null],
    ['wait', 0, null],
    ['end', 0, null],
  ])
})

test('each branch is followed to its end before the next, one step further in', () => {
  const path = shown(leads('asks', 'thanks:Yes', 'again:No'), leads('again', 'bye'), leads('thanks', 'end'), leads('end'), leads('bye'))

  expect(path).toEqual([
    ['asks', 0, null],
    ['thanks', 1, 'Yes 50'],
    ['end', 1, null],
    ['again', 1, 'No 50'],
    ['bye', 1, null],
  ])
})

test('a path that a newer server lets run in a circle or meet again is shown once', () => {
  expect(shown(leads('a', 'b'), leads('b', 'a'))).toEqual([
    ['a', 0, null],
    ['b', 0, null],
  ])
  expect(shown(leads('a', 'b:Yes', 'c:No'), leads('b', 'end'), leads('c', 'end'), leads('end')).map(([id]) => id)).toEqual([
    'a',
    'b',
    'end',
    'c',
  ])
})

test('what nothing leads to, and what leads nowhere, does no harm', () => {
  expect(shown(leads('a', 'gone'), leads('island'))).toEqual([['a', 0, null]])
  expect(shown()).toEqual([])
})
