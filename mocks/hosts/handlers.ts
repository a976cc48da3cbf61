import { http, type HttpHandler } from 'msw/http'
import type { Demo } from '#mocks/demo/demo.ts'

const servedPaths = /^\/(?:api|demo)(?:\/|$)/

/** Routes requests to `/api/` and `/demo/` to `demo`; ignores all others. */
export const createHandlers = (demo: Pick<Demo, 'handle'>): HttpHandler[] => [
  http.all(
    ({ request }) => servedPaths.test(new URL(request.url).pathname),
    ({ request }) => demo.handle(request),
  ),
]
