import { afterEach, beforeEach, expect } from 'vitest'

/** A test that makes the console complain has found something. One that expects it replaces `console.error` with a spy. */
const noise: string[] = []

for (const level of ['error', 'warn'] as const) {
  const speak = console[level]
  console[level] = (...words: unknown[]) => {
    noise.push(`console.${level}: ${words.map(String).join(' ')}`)
    speak(...words)
  }
}

beforeEach(() => {
  noise.length = 0
})

afterEach(() => {
  expect(noise, 'nothing was written to the console').toEqual([])
})
