import * as v from 'valibot'
import { choiceSchema, jumpSchema, type Choice, type Settings } from './settings.ts'

/** What can be done to the demo. */
interface Controls {
  readonly settings: () => Settings
  readonly choose: (choice: Choice) => Promise<unknown>
  /** By some milliseconds. */
  readonly jump: (forward: number) => Promise<unknown>
  readonly reset: () => Promise<unknown>
}

const json = (value: unknown, status = 200): Response => Response.json(value, { status, headers: { 'cache-control': 'no-store' } })

/**
 * The addresses behind the demo menu; each answers the settings as they are then.
 * `GET` and `PUT /demo/settings`, `POST /demo/jump` with `days` or `ms`, `POST /demo/reset`.
 */
export function control({ settings, choose, jump, reset }: Controls): (request: Request) => Promise<Response> {
  const taking =
    <S extends v.GenericSchema>(schema: S, act: (body: v.InferOutput<S>) => Promise<unknown>) =>
    async (request: Request): Promise<Response> => {
      const body = v.safeParse(schema, await request.json().catch(() => undefined))
      if (!body.success) return json({ title: 'Not understood' }, 400)
      await act(body.output)
      return json(settings())
    }
  const known: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    'GET /demo/settings': async () => json(settings()),
    'PUT /demo/settings': taking(choiceSchema, choose),
    'POST /demo/jump': taking(jumpSchema, jump),
    'POST /demo/reset': taking(v.strictObject({}), reset),
  }
  return async (request) => {
    const answer = known[`${request.method} ${new URL(request.url).pathname}`]
    return answer ? answer(request) : json({ title: 'Not found' }, 404)
  }
}
