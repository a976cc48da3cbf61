import { safeHeaders } from '#backend/http/answer.ts'
import * as v from 'valibot'
import { faultPlanSchema, type FaultPlan } from '#mocks/faults/fault-schedule.ts'
import {
  settingsChangeSchema,
  secondUserCommandSchema,
  jumpSchema,
  resetSchema,
  type Reset,
  type SettingsChange,
  type SecondUserCommand,
  type Settings,
} from './settings.ts'

/** The controls that the routes call. */
interface DemoControls {
  readonly readSettings: () => Settings
  readonly changeSettings: (change: SettingsChange) => Promise<unknown>
  /** Moves the clock forward, in milliseconds. */
  readonly jump: (forwardMs: number) => Promise<unknown>
  readonly reset: (reset: Reset) => Promise<unknown>
  readonly setFaultPlan: (plan: FaultPlan) => Promise<unknown>
  readonly runSecondUserCommand: (command: SecondUserCommand) => Promise<unknown>
  /** Reads as the second user, without fault injection. */
  readonly readWithoutFaults: (request: Request) => Promise<Response>
}

const createJsonResponse = (value: unknown, status = 200): Response => Response.json(value, { status, headers: safeHeaders })

/**
 * The routes behind the demo menu; each responds with the current settings. `GET` and `PUT /demo/settings`, `POST /demo/jump` with `days`
 * or `ms`, `POST /demo/reset` with a `size` if it is to change, `POST /demo/second-user`, and `POST /demo/faults` for the requests of this tab. An empty fault plan removes
 * all faults and responds once no request is in flight. `GET /demo/api/…` is `GET /api/…` without fault injection.
 */
export function createDemoRoutes({
  readSettings,
  changeSettings,
  jump,
  reset,
  setFaultPlan,
  runSecondUserCommand,
  readWithoutFaults,
}: DemoControls): (request: Request) => Promise<Response> {
  const parseThen =
    <S extends v.GenericSchema>(schema: S, handle: (body: v.InferOutput<S>) => Promise<unknown>) =>
    async (request: Request): Promise<Response> => {
      const body = v.safeParse(schema, await request.json().catch(() => undefined))
      if (!body.success) return createJsonResponse({ title: 'Not understood' }, 400)
      await handle(body.output)
      return createJsonResponse(readSettings())
    }
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    'GET /demo/settings': async () => createJsonResponse(readSettings()),
    'PUT /demo/settings': parseThen(settingsChangeSchema, changeSettings),
    'POST /demo/jump': parseThen(jumpSchema, jump),
    'POST /demo/reset': parseThen(resetSchema, reset),
    'POST /demo/faults': parseThen(faultPlanSchema, setFaultPlan),
    'POST /demo/second-user': parseThen(secondUserCommandSchema, runSecondUserCommand),
  }
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const route = routes[`${request.method} ${pathname}`]
    if (request.method === 'GET' && pathname.startsWith('/demo/api/'))
      return readWithoutFaults(new Request(new URL(pathname.slice(5) + search, request.url)))
    return route ? route(request) : createJsonResponse({ title: 'Not found' }, 404)
  }
}
