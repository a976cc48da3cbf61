import type { Metrics } from '#server/metrics/metrics.ts'

const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }

/** Creates the function that answers on the port of the metrics. */
export const createMetricsHandler =
  (metrics: Pick<Metrics, 'print'>) =>
  async (request: Request): Promise<Response> =>
    new URL(request.url).pathname === '/metrics'
      ? new Response(metrics.print(), { headers })
      : new Response('The metrics are at /metrics.\n', { status: 404 })
