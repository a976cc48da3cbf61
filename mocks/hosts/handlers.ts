import { http, type HttpHandler } from 'msw/http'
import type { Demo } from '#mocks/demo/demo.ts'

const servedPaths = /^\/(?:api|demo)(?:\/|$)/

/** Hands what is sent to the backend and to the demo's control over to `demo`; everything else is left alone. */
export const createHandlers = (demo: Demo): HttpHandler[] => [
  http.all(
    ({ request }) => servedPaths.test(new URL(request.url).pathname),
    ({ request }) => demo.handle(request),
  ),
]
