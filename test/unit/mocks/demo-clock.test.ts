import { expect, test } from 'vitest'
import { changeClock, computeDemoTime, type Clock } from '#mocks/demo/demo-clock.ts'

const fast: Clock = { base: 1_000_000, since: 500, speed: 60 }

test('the clock goes at its speed from where it was set', () => {
  const real = 1500

  const time = computeDemoTime(fast, real)

  expect(time).toBe(1_060_000)
})

test('the clock stands still where the real time goes back', () => {
  const real = 400

  const time = computeDemoTime(fast, real)
  const slowed = changeClock(fast, real, { speed: 1 })

  expect(time).toBe(1_000_000)
  expect(computeDemoTime(slowed, real)).toBe(1_000_000)
})
