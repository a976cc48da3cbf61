import { afterEach, expect, test, vi } from 'vitest'
import { createBatchTransport, type BatchCommand } from '#api/commands/batch-command.ts'
import { createIdempotencyKey } from '#api/commands/command.ts'
import { preflightRoute, preflightSchema } from '#api/contract/batches/preflight.ts'
import { createRandom } from '#mocks/faults/seeded-random.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import * as v from 'valibot'
import { deliverSubject, repairedAfterMs, sender } from './command-delivery.ts'

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

afterEach(() => vi.unstubAllGlobals())

/** Freezes the version, and returns the command that starts a batch with it. */
async function prepareStart(send: (request: Request) => Promise<Response>): Promise<BatchCommand> {
  const response = await send(
    new Request(`http://localhost${preflightRoute.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'stop', ids: ['version'] }),
    }),
  )
  const { id: preflightId } = v.parse(preflightSchema, await response.json())
  return { kind: 'start', key: createIdempotencyKey(), userId: sender.user.id, body: { preflightId, reason: 'legal' } }
}

test('a batch that is started under random faults is started once at most, and the reported outcome is true', async () => {
  const wrong: unknown[] = []
  const kinds: string[] = []
  for (let seed = 1; seed <= scaleCases(2_000, 60); seed++) {
    const { bool, int } = createRandom('batch start', seed)
    const { outcome, executions, settledAfterMs } = await deliverSubject(
      {
        versions: [buildVersion()],
        prepare: prepareStart,
        createTransport: createBatchTransport,
        countExecutions: async (reader) => (await reader.batches(9)).length,
      },
      { plan: { seed, maxDelayMs: 31_000 }, reloadAfterMs: bool(25) ? int(45_000) : null },
    )

    const expected = outcome?.kind === 'succeeded' ? 1 : 0
    if (outcome === null || executions !== expected || settledAfterMs > repairedAfterMs + 5_000)
      wrong.push([seed, outcome?.kind, executions])
    if (outcome?.kind === 'succeeded' && outcome.result.selected !== 1) wrong.push([seed, outcome.result])
    kinds.push(outcome?.kind ?? 'open')
  }

  expect(wrong).toEqual([])
  expect([...new Set(kinds)]).toEqual(expect.arrayContaining(['succeeded', 'cancelled']))
})
