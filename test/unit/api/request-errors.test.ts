import { expect, test } from 'vitest'
import { createConnection } from '#api/connection/connection.ts'
import { NetworkError, ProblemError } from '#api/http/errors.ts'
import { toRequestError } from '#api/http/request.ts'
import { problemStatuses, type ProblemCode } from '#api/contract/problems/problem-codes.ts'

const readError = (code: ProblemCode) => {
  const status = problemStatuses[code]
  const body = JSON.stringify({ type: '', title: '', status, detail: '', code })
  return toRequestError(createConnection(), new Response(body, { status }), body)
}

test.each(['too-many-requests', 'unavailable'] as const)(
  '%s is no answer: it is asked again, and the outcome of a command looked up',
  (code) => {
    expect(readError(code)).toBeInstanceOf(NetworkError)
  },
)

test.each(['action-not-allowed', 'cross-origin', 'precondition-required'] as const)('%s is the answer', (code) => {
  expect(readError(code)).toBeInstanceOf(ProblemError)
})
