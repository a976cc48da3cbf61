import * as v from 'valibot'
import { problemSchema } from '#api/contract/problem.ts'
import type { Connection } from '#api/connection/connection.ts'
import { InvalidResponseError, NetworkError, ProblemError } from './errors.ts'

/** Options of a request. */
interface RequestOptions extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>
}

async function sendAndRead(
  { send }: Connection,
  path: string,
  { headers, ...init }: RequestOptions,
): Promise<{ readonly response: Response; readonly body: string }> {
  try {
    const response = await send(path, { ...init, headers: { accept: 'application/json', ...headers } })
    return { response, body: await response.text() }
  } catch (error) {
    // A request that the console itself aborted is not a failure of the backend.
    if (init.signal?.aborted) throw error
    throw new NetworkError('no answer', { cause: error })
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/**
 * Sends a request to the backend, and parses the response by its schema. Records an expired session in the connection.
 * Throws `ProblemError` if the backend rejects the request, `NetworkError` if no response arrives, and `InvalidResponseError` if the
 * response does not match the schema.
 */
export async function requestJson<S extends v.GenericSchema>(
  connection: Connection,
  schema: S,
  path: string,
  init: RequestOptions = {},
): Promise<v.InferOutput<S>> {
  const { response, body } = await sendAndRead(connection, path, init)
  const data = parseJson(body)
  if (!response.ok) {
    const problem = v.safeParse(problemSchema, data)
    if (problem.success && response.status < 500) {
      if (problem.output.code === 'unauthenticated' && connection.getState().sessionExpired === null)
        connection.update({ sessionExpired: { signInPath: problem.output.signIn } })
      throw new ProblemError(problem.output)
    }
    throw new NetworkError(`HTTP ${response.status}`)
  }
  const answer = v.safeParse(schema, data)
  if (answer.success) return answer.output
  throw new InvalidResponseError(`${path}: ${v.getDotPath(answer.issues[0]) ?? 'answer'}: ${answer.issues[0].message}`)
}
