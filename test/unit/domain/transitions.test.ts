import { expect, test } from 'vitest'
import { computeStoppingImpact } from '#domain/population/impact.ts'
import { countPopulation } from '#domain/population/population.ts'
import { applyAction } from '#domain/transitions.ts'
import { buildActivity, day, buildFlow, hour, buildLife, monday } from '#test/unit/domain/population/example-life.ts'

/** Sixty people an hour wait an hour, then get an e-mail. */
const reminder = buildFlow(
  60,
  buildActivity('wait', 'wait', hour, 'email'),
  buildActivity('email', 'email', 0, 'end'),
  buildActivity('end', 'end', 0),
)

test('stopping a paused journey stops all people whom the pause held, and sends them nothing', () => {
  const paused = applyAction(buildLife(reminder), 'pause', monday + 2 * hour, day)
  const at = monday + 5 * hour

  const impact = computeStoppingImpact(paused, at)
  const stopped = applyAction(paused, 'stop', at)

  expect(impact.peopleInside).toBe(60)
  expect(impact.messages.email).toBe(60)
  expect(countPopulation(stopped, at)).toMatchObject({ inside: 0, stopped: 60, completed: 60 })
  expect(countPopulation(stopped, at + day).activities['email']).toMatchObject({ passed: 60 })
})

test('resuming a paused journey lets all people whom the pause held go on', () => {
  const paused = applyAction(buildLife(reminder), 'pause', monday + 2 * hour, day)
  const at = monday + 5 * hour

  const resumed = applyAction(paused, 'resume', at)

  expect(countPopulation(resumed, at)).toMatchObject({ inside: 0, completed: 120, stopped: 0 })
})

test('a pause lasts 14 days at most, and 14 days if nothing else is said', () => {
  const live = buildLife(reminder)

  const long = applyAction(live, 'pause', monday + hour, 99 * day)
  const unsaid = applyAction(live, 'pause', monday + hour)

  expect(long.pauses).toEqual([{ from: monday + hour, to: monday + hour + 14 * day }])
  expect(unsaid.pauses).toEqual(long.pauses)
})
