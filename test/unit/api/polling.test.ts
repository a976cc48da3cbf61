import { beforeEach, describe, expect, test } from 'vitest'
import { ProblemError, NetworkError, InvalidResponseError } from '#api/http/errors.ts'
import { pollWhenDisconnected } from '#api/queries/polling.ts'
import { getClientState, type ClientState } from '#api/cache/client-state.ts'
import { createQueryClient } from '#app/query-client.ts'
import type { ProblemCode } from '#api/contract/problems/problem-codes.ts'

const refusal = (code: ProblemCode) => new ProblemError({ type: '', title: '', status: 400, detail: '', code })
let meta: ClientState
const inConsole = <T>(state: T) => ({ meta, state })
const readSuccessfully = () => inConsole({ status: 'success', error: null } as const)
const failedWith = (error: Error) => inConsole({ status: 'error', error } as const)

beforeEach(() => {
  meta = getClientState(createQueryClient())
})

describe('polling', () => {
  test('without events everything is read from time to time, and with them nothing', () => {
    expect(pollWhenDisconnected(5_000)(readSuccessfully())).toBe(5_000)

    meta.connection.update({ status: 'online' })

    expect(pollWhenDisconnected(5_000)(readSuccessfully())).toBe(false)
  })

  test.each([
    ['no answer came', new NetworkError()],
    ['the answer made no sense', new InvalidResponseError()],
    ['a permission was missing', refusal('forbidden')],
  ])('events announce a change once: a read to which %s is repeated within two seconds', (_, error) => {
    meta.connection.update({ status: 'online' })

    expect(pollWhenDisconnected(15_000)(failedWith(error))).toBe(1_000)
  })

  test.each(['deleted', 'not-found', 'invalid-request'] as const)('a read that was refused as %s is not repeated', (code) => {
    meta.connection.update({ status: 'online' })

    expect(pollWhenDisconnected(15_000)(failedWith(refusal(code)))).toBe(false)
  })

  test('without a signed-in user nothing is read', () => {
    meta.connection.update({ sessionExpired: { signInPath: undefined } })

    expect(pollWhenDisconnected(5_000)(failedWith(new NetworkError()))).toBe(false)
  })
})
