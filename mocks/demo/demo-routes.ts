import { safeHeaders } from '#backend/http/answer.ts'
import * as v from 'valibot'
import { planSchema, type Plan } from '#mocks/faults/fault-schedule.ts'
import { choiceSchema, colleagueSchema, jumpSchema, type Choice, type ColleagueOrder, type Settings } from './settings.ts'

/** What can be done to the demo. */
interface Controls {
  readonly settings: () => Settings
  readonly choose: (choice: Choice) => Promise<unknown>
  /** By some milliseconds. */
  readonly jump: (forward: number) => Promise<unknown>
  readonly reset: () => Promise<unknown>
  readonly fault: (plan: Plan) => Promise<unknown>
  readonly anotherMarketer: (order: ColleagueOrder) => Promise<unknown>
  /** Reads what another marketer reads, past everything that goes wrong. */
  readonly readPast: (request: Request) => Promise<Response>
}

const json = (value: unknown, status = 200): Response => Response.json(value, { status, headers: safeHeaders })

/**
 * The addresses behind the demo menu; each answers the settings as they are then.
 * `GET` and `PUT /demo/settings`, `POST /demo/jump` with `days` or `ms`, `POST /demo/reset`, `POST /demo/another-marketer`, and `POST /demo/faults`
 * for the requests of this tab: with nothing it ends them, and is answered once what is still on its way has arrived.
 * `GET /demo/api/…` is answered as `GET /api/…`, past the faults.
 */
export function control({
  settings,
  choose,
  jump,
  reset,
  fault,
  anotherMarketer,
  readPast,
}: Controls): (request: Request) => Promise<Response> {
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
    'POST /demo/faults': taking(planSchema, fault),
    'POST /demo/another-marketer': taking(colleagueSchema, anotherMarketer),
  }
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const answer = known[`${request.method} ${pathname}`]
    if (request.method === 'GET' && pathname.startsWith('/demo/api/'))
      return readPast(new Request(new URL(pathname.slice(5) + search, request.url)))
    return answer ? answer(request) : json({ title: 'Not found' }, 404)
  }
}
