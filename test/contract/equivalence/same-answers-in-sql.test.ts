import { expect, test, vi } from 'vitest'
import { preparePglite, preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { createDirectHost, runSequence } from './same-answers.ts'

vi.setConfig({ testTimeout: generatedCasesTimeoutMs })

const [pglite, postgresql] = [preparePglite(), preparePostgresql()]
const sequences = scaleCases(500, 40)

test(`${sequences} random sequences are answered from PGlite and from PostgreSQL as from memory`, async () => {
  const hosts = {
    'in memory': createDirectHost(),
    'on PGlite': createDirectHost(pglite.openStore),
    'on PostgreSQL': createDirectHost(postgresql.openStore),
  }
  const statuses = new Set<number>()
  for (let seed = 1; seed <= sequences; seed++) for (const { status } of await runSequence(seed, hosts)) statuses.add(status)

  expect(statuses).toContain(200)
})
