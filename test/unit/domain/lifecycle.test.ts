import { describe, expect, test } from 'vitest'
import {
  actions,
  arePeopleMoving,
  decide,
  mainActionByStatus,
  mayHoldPeople,
  permissionByAction,
  permissions,
  statuses,
  type Permission,
} from '#domain/lifecycle.ts'
import { lifecycleTable } from './lifecycle-table.ts'

test('the design says something about every action in every status', () => {
  const cells = lifecycleTable.map(({ status, action }) => `${action} ${status}`)

  const all = statuses.flatMap((status) => actions.map((action) => `${action} ${status}`))

  expect(cells.toSorted()).toEqual(all.toSorted())
  expect(cells).toHaveLength(statuses.length * actions.length)
})

describe.each(lifecycleTable)('$action on a version that is $status', ({ status, action, latest, older }) => {
  test('is judged as the design says, for the latest version and for an older one', () => {
    const verdicts = [true, false].map((newest) => decide({ status, latest: newest }, action, permissions))

    expect(verdicts).toEqual([latest, older])
  })

  test('is refused to a marketer who lacks the permission, whatever else is true', () => {
    const others = permissions.filter((permission) => permission !== permissionByAction[action])

    const verdicts = [true, false].map((newest) => decide({ status, latest: newest }, action, others))

    expect(verdicts).toEqual(verdicts.map(() => ({ allowed: false, reasonCode: 'notPermitted' })))
  })

  test('needs no other permission but to see journeys', () => {
    const verdicts = [['view' as const, permissionByAction[action]], [permissionByAction[action]]].map((held) =>
      decide({ status, latest: true }, action, held),
    )

    expect(verdicts).toEqual([latest, { allowed: false, reasonCode: 'notPermitted' }])
  })
})

test('the four permissions cover the actions as the design says', () => {
  const covered = (permission: Permission) => actions.filter((action) => permissionByAction[action] === permission)

  expect(covered('view')).toEqual([])
  expect(covered('edit').toSorted()).toEqual(['close', 'createVersion', 'delete', 'duplicate'])
  expect(covered('publish').toSorted()).toEqual(['pause', 'publish', 'resume'])
  expect(covered('stop')).toEqual(['stop'])
})

test.each(['archived', '', 'LIVE', 'constructor', '__proto__'])('an unknown status, "%s", refuses every action', (status) => {
  const verdicts = actions.map((action) => decide({ status, latest: true }, action, permissions))

  expect(verdicts).toEqual(actions.map(() => ({ allowed: false, reasonCode: 'unknownStatus' })))
})

test('the action a status most likely needs is one that its latest version allows', () => {
  const verdicts = statuses.map((status) => decide({ status, latest: true }, mainActionByStatus[status], permissions).allowed)

  expect(verdicts).toEqual(statuses.map(() => true))
})

test('people can be inside a version that is live, paused or closed, and walk on unless it is paused', () => {
  const known = [...statuses, 'archived']

  expect(known.filter(mayHoldPeople)).toEqual(['live', 'paused', 'closed', 'archived'])
  expect(known.filter(arePeopleMoving)).toEqual(['live', 'closed'])
})
