import { expect, test } from 'vitest'
import { computeStoppingImpact } from '#domain/population/impact.ts'
import { countPopulation } from '#domain/population/population.ts'
import { applyAction } from '#domain/transitions.ts'
import { activity, day, flow, hour, life, monday } from '#test/unit/domain/population/example-life.ts'

/** Sixty people an hour wait an hour, then get an e-mail. */
const reminder = flow(60, activity('wait', 'wait', hour, 'email'), activity('email', 'email', 0, 'end'), activity('end', 'end', 0))

test('stopping a paused journey stops everyone whom the pause held, and sends them nothing', () => {
  const paused = applyAction(life(reminder), 'pause', monday + 2 * hour, day)
  const at = monday + 5 * hour

  const said = computeStoppingImpact(paused, at)
  const stopped = applyAction(paused, 'stop', at)

  expect(said.peopleInside).toBe(60)
  expect(said.messages.email).toBe(60)
  expect(countPopulation(stopped, at)).toMatchObject({ inside: 0, stopped: 60, completed: 60 })
  expect(countPopulation(stopped, at + day).activities['email']).toMatchObject({ passed: 60 })
})

test('resuming a paused journey lets everyone whom the pause held go on', () => {
  const paused = applyAction(life(reminder), 'pause', monday + 2 * hour, day)
  const at = monday + 5 * hour

  const resumed = applyAction(paused, 'resume', at)

  expect(countPopulation(resumed, at)).toMatchObject({ inside: 0, completed: 120, stopped: 0 })
})

test('a pause lasts 14 days at most, and 14 days if nothing else is said', () => {
  const live = life(reminder)

  const long = applyAction(live, 'pause', monday + hour, 99 * day)
  const unsaid = applyAction(live, 'pause', monday + hour)

  expect(long.pauses).toEqual([{ from: monday + hour, to: monday + hour + 14 * day }])
  expect(unsaid.pauses).toEqual(long.pauses)
})
