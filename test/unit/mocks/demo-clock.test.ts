import { expect, test } from 'vitest'
import { changed, timeOf, type Clock } from '#mocks/demo/demo-clock.ts'

const fast: Clock = { base: 1_000_000, since: 500, speed: 60 }

test('the clock goes at its speed from where it was set', () => {
  const real = 1500

  const time = timeOf(fast, real)

  expect(time).toBe(1_060_000)
})

test('the clock stands still where the real time goes back', () => {
  const real = 400

  const time = timeOf(fast, real)
  const slowed = changed(fast, real, { speed: 1 })

  expect(time).toBe(1_000_000)
  expect(timeOf(slowed, real)).toBe(1_000_000)
})
