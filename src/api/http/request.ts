import * as v from 'valibot'
import { formatPath, type ApiRoute, type PathParams } from '#api/contract/api-route.ts'
import { problemSchema } from '#api/contract/problem.ts'
import type { Connection } from '#api/connection/connection.ts'
import { InvalidResponseError, NetworkError, ProblemError } from './errors.ts'

/** Options of a request that do not follow from its route. */
interface RequestOptions {
  readonly query?: URLSearchParams
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

async function sendAndRead(
  { send }: Connection,
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & Pick<RequestOptions, 'headers'>,
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
 * The error that a response with another status than 2xx stands for: `ProblemError` if the backend rejects the request, `NetworkError`
 * otherwise. Records an expired session in the connection.
 */
export function toRequestError(connection: Connection, { status }: Response, body: string): ProblemError | NetworkError {
  const problem = v.safeParse(problemSchema, parseJson(body))
  // Too many requests: it is sent again later, as if it had not arrived.
  if (!problem.success || status >= 500 || status === 429) return new NetworkError(`HTTP ${status}`)
  if (problem.output.code === 'unauthenticated' && connection.getState().sessionExpired === null)
    connection.update({ sessionExpired: { signInPath: problem.output.signIn } })
  return new ProblemError(problem.output)
}

/**
 * Sends a request to the backend, and parses the response by the schema of its route. Records an expired session in the connection.
 * Throws `ProblemError` if the backend rejects the request, `NetworkError` if no response arrives, and `InvalidResponseError` if the
 * response does not match the schema.
 */
export async function requestJson<Path extends string, S extends v.GenericSchema>(
  connection: Connection,
  route: ApiRoute<Path, S>,
  params: PathParams<Path>,
  { query, ...init }: RequestOptions = {},
): Promise<v.InferOutput<S>> {
  const path = formatPath(route, params) + (query ? `?${query}` : '')
  const { response, body } = await sendAndRead(connection, path, { method: route.method, ...init })
  if (!response.ok) throw toRequestError(connection, response, body)
  const answer = v.safeParse(route.response, parseJson(body))
  if (answer.success) return answer.output
  throw new InvalidResponseError(`${path}: ${v.getDotPath(answer.issues[0]) ?? 'answer'}: ${answer.issues[0].message}`)
}
