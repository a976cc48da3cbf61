import { afterEach, expect, test } from 'vitest'
import { createMetrics } from '#server/metrics/metrics.ts'
import { createRegistry } from '#server/metrics/registry.ts'
import { addProcessFigures } from '#server/metrics/process-figures.ts'
import { hashToken } from '#server/sessions/session-cookie.ts'
import { startServer } from '#server/start-server.ts'
import { getBatch, startBatchOf } from '#test/contract/support/batch-client.ts'
import { Client } from '#test/contract/support/client.ts'
import { openEventReader } from '#test/contract/support/event-reader.ts'
import { buildVersion, now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { openMemoryDatabase } from './support/memory-database.ts'
import { createTestServer } from './support/test-server.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const sample = /^([a-z_0-9]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (-?[\d.e+-]+)$/

/** Reads the text format as Prometheus does: every series has a help and a type before it. */
function parseMetrics(text: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  const types = new Map<string, string>()
  expect(text.endsWith('\n')).toBe(true)
  for (const line of text.trimEnd().split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? []
    if (name !== undefined) types.set(name, type!)
    if (line.startsWith('# ')) continue
    const [, series = '', labels = '', value] = sample.exec(line) ?? []
    expect(types.has(series) || types.get(series.replace(/_(?:bucket|sum|count)$/, '')) === 'histogram', line).toBe(true)
    expect(values.has(series + labels), line).toBe(false)
    values.set(series + labels, Number(value))
  }
  return values
}

test('figures are printed in the text format of Prometheus', () => {
  const { addCounter, addHistogram, addGauge, print } = createRegistry()
  const counter = addCounter('items_total', 'Items.')
  const histogram = addHistogram('wait_seconds', 'Waits.')
  addGauge('rooms', 'Rooms.', () => [{ labels: { name: 'a "b" \\ \n' }, value: 2 }])
  counter.add(2)
  counter.add(3)
  for (const seconds of [0.003, 0.3, 30]) histogram.observe(seconds, { route: '/a' })

  const text = print()

  expect(text).toContain('# HELP items_total Items.\n# TYPE items_total counter\nitems_total 5\n')
  expect(text).toContain('rooms{name="a \\"b\\" \\\\ \\n"} 2\n')
  const values = parseMetrics(text)
  const readBucket = (le: string) => values.get(`wait_seconds_bucket{route="/a",le="${le}"}`)
  expect(['0.005', '0.25', '0.5', '10', '+Inf'].map(readBucket)).toEqual([1, 1, 2, 2, 3])
  expect([values.get('wait_seconds_count{route="/a"}'), values.get('wait_seconds_sum{route="/a"}')]).toEqual([3, 30.303])
})

test('after a handful of requests the metrics are right, and have no identifiers', async () => {
  const database = { ...openMemoryDatabase(), pools: { journeys: () => ({ used: 2, idle: 1, waiting: 3 }) } }
  const { parts, timers, time, setVersions } = createTestServer({ METRICS_PORT: '0' }, { database })
  const metrics = createMetrics()
  addProcessFigures(metrics)
  const running = await startServer({ ...parts, metrics }, { hasSample: false })
  closers.push(() => running.stop())
  await setVersions([buildVersion(), buildVersion({ id: 'due', endsAt: now - 1 })])
  const { user, permissions } = marketer
  await parts.sessionStore.insert({ id: hashToken('token'), user, roles: permissions, createdAt: time.real, usedAt: time.real })
  const host: Pick<Host, 'send'> = {
    send: (path, init) => {
      const headers = new Headers(init?.headers)
      headers.set('cookie', 'journey-console-session=token')
      return fetch(new URL(path, running.address), { ...init, headers })
    },
  }
  const reader = await openEventReader(host as Host)
  closers.push(() => reader.close())

  await host.send('/api/versions/version')
  await host.send('/api/versions/version?secret-text')
  await host.send('/api/versions/none')
  await fetch(`${running.address}/api/versions`)
  await fetch(`${running.address}/healthz`)
  const client = new Client(host as Host)
  const { id } = await startBatchOf(client, ['version'], {}, 'close')
  timers.advance(1_000)
  await waitUntil(async () => expect((await getBatch(client, id)).state).toBe('finished'))
  const read = async () => (await fetch(`${running.metricsAddress}/metrics`)).text()
  await waitUntil(async () => expect(parseMetrics(await read()).get('journey_batch_items_total')).toBe(1))

  const text = await read()
  const values = parseMetrics(text)
  const countRequests = (route: string, method: string, status: string) =>
    values.get(`http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`)
  expect([countRequests('/api/versions/{id}', 'GET', '2xx'), countRequests('/api/versions/{id}', 'GET', '4xx')]).toEqual([1, 2])
  expect([countRequests('/api/versions', 'GET', '4xx'), countRequests('/api/events', 'GET', '2xx')]).toEqual([1, 1])
  expect(text).not.toMatch(/probe|healthz|secret-text|none|token|Ana/)
  expect(
    [
      'journey_open_streams',
      'journey_transitions_total',
      'journey_walker_steps_total',
      'journey_database_connections{pool="journeys",state="used"}',
      'journey_database_waiting{pool="journeys"}',
      'journey_run_duration_seconds_count{run="scheduler"}',
      'journey_run_lag_seconds{run="batches"}',
    ].map((series) => values.get(series)),
  ).toEqual([1, 1, 0, 2, 3, 1, 0])
  for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'nodejs_heap_used_bytes', 'process_start_time_seconds'])
    expect(values.get(name), name).toBeGreaterThan(0)
  expect((await fetch(`${running.metricsAddress}/api/session`)).status).toBe(404)
  expect((await fetch(`${running.address}/metrics`)).headers.get('content-type')).not.toContain('version=0.0.4')
})
