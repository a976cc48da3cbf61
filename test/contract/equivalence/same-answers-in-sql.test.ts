import { expect, test, vi } from 'vitest'
import { preparePglite, preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { createDirectHost, runSequence } from './same-answers.ts'

// They take minutes, and more of them on a busy machine.
vi.setConfig({ testTimeout: 2 * generatedCasesTimeoutMs })

const [pglite, postgresql] = [preparePglite(), preparePostgresql()]

/** Fewer than in memory: a sequence takes ten times as long. */
const sequences = scaleCases(2_000, 36)

/** PGlite is the same database, and takes twice as long: it answers each so many sequences. */
const pgliteInterval = 5

test(`${sequences} random sequences are answered from PostgreSQL as from memory, and each fifth one from PGlite, too`, async () => {
  const onPostgresql = { 'in memory': createDirectHost(), 'on PostgreSQL': createDirectHost(postgresql.openStore) }
  const onBoth = { ...onPostgresql, 'on PGlite': createDirectHost(pglite.openStore) }
  const statuses = new Set<number>()
  for (let seed = 1; seed <= sequences; seed++) {
    const answers = await runSequence(seed, seed % pgliteInterval === 0 ? onBoth : onPostgresql)
    for (const { status } of answers) statuses.add(status)
  }

  expect(statuses).toContain(200)
})
