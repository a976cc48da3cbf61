import { afterEach, describe, expect, test } from 'vitest'
import { ProblemError, NetworkError, InvalidResponseError } from '#api/http/errors.ts'
import { setStreaming, pollWhenDisconnected } from '#api/queries/polling.ts'
import { markSessionActive, markSessionExpired } from '#api/session/session-expiry.ts'
import type { ProblemCode } from '#api/contract/problem.ts'

const refusal = (code: ProblemCode) => new ProblemError({ type: '', title: '', status: 400, detail: '', code })
const read = { state: { status: 'success', error: null } } as const
const failedWith = (error: Error) => ({ state: { status: 'error', error } }) as const

afterEach(() => {
  setStreaming(false)
  markSessionActive()
})

describe('polling', () => {
  test('without events everything is read from time to time, and with them nothing', () => {
    expect(pollWhenDisconnected(5_000)(read)).toBe(5_000)

    setStreaming(true)

    expect(pollWhenDisconnected(5_000)(read)).toBe(false)
  })

  test.each([
    ['no answer came', new NetworkError()],
    ['the answer made no sense', new InvalidResponseError()],
    ['a permission was missing', refusal('forbidden')],
  ])('events tell of a change once: a read to which %s is repeated within two seconds', (_, error) => {
    setStreaming(true)

    expect(pollWhenDisconnected(15_000)(failedWith(error))).toBe(1_000)
  })

  test.each(['deleted', 'not-found', 'invalid-request'] as const)('a read that was refused as %s is not repeated', (code) => {
    setStreaming(true)

    expect(pollWhenDisconnected(15_000)(failedWith(refusal(code)))).toBe(false)
  })

  test('while nobody is signed in nothing is read', () => {
    markSessionExpired({ signInPath: undefined })

    expect(pollWhenDisconnected(5_000)(failedWith(new NetworkError()))).toBe(false)
  })
})
