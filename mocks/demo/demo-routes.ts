import { safeHeaders } from '#backend/http/answer.ts'
import * as v from 'valibot'
import { faultPlanSchema, type FaultPlan } from '#mocks/faults/fault-schedule.ts'
import {
  settingsChangeSchema,
  secondUserCommandSchema,
  jumpSchema,
  type SettingsChange,
  type SecondUserCommand,
  type Settings,
} from './settings.ts'

/** What can be done to the demo. */
interface DemoControls {
  readonly readSettings: () => Settings
  readonly changeSettings: (change: SettingsChange) => Promise<unknown>
  /** By some milliseconds. */
  readonly jump: (forwardMs: number) => Promise<unknown>
  readonly reset: () => Promise<unknown>
  readonly setFaultPlan: (plan: FaultPlan) => Promise<unknown>
  readonly runSecondUserCommand: (command: SecondUserCommand) => Promise<unknown>
  /** Reads what another marketer reads, past everything that goes wrong. */
  readonly readWithoutFaults: (request: Request) => Promise<Response>
}

const createJsonResponse = (value: unknown, status = 200): Response => Response.json(value, { status, headers: safeHeaders })

/**
 * The addresses behind the demo menu; each answers the settings as they are then.
 * `GET` and `PUT /demo/settings`, `POST /demo/jump` with `days` or `ms`, `POST /demo/reset`, `POST /demo/second-user`, and `POST /demo/faults`
 * for the requests of this tab: with nothing it ends them, and is answered once what is still on its way has arrived.
 * `GET /demo/api/…` is answered as `GET /api/…`, past the faults.
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
    'POST /demo/reset': parseThen(v.strictObject({}), reset),
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
