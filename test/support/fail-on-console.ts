import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'

/** A console error or warning fails the test. A test that expects one replaces `console.error` with a spy. */
const consoleMessages: string[] = []

for (const level of ['error', 'warn'] as const) {
  const original = console[level]
  console[level] = (...words: unknown[]) => {
    consoleMessages.push(`console.${level}: ${words.map(String).join(' ')}`)
    original(...words)
  }
}

beforeEach(() => {
  consoleMessages.length = 0
})

afterEach(() => {
  expect(consoleMessages, 'nothing was written to the console').toEqual([])
})

// The next file may run in the same process.
afterAll(() => void vi.useRealTimers())
