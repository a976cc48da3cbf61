import { expect, test } from 'vitest'
import { exportLines } from '#server/store/transfer/export-lines.ts'
import { importLines } from '#server/store/transfer/import-lines.ts'
import { verifyHistory } from '#server/store/history/verify-history.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { buildSeed, buildVersion, forkedFlow, now } from '#test/contract/support/fixtures.ts'
import { preparePostgresql } from './support/sql-databases.ts'

const { openStore, database } = preparePostgresql()

const exportAll = async (): Promise<readonly string[]> => {
  let text = ''
  await exportLines(database(), (lines) => void (text += lines))
  return text.split('\n').slice(0, -1)
}

test('an export holds everything that an import into an empty store needs', async () => {
  const seed = await createDemoSeed(now, 1_200)
  const hostile = buildVersion({ id: 'hostile', name: 'a\0b \ud800 💥 "\\', flow: forkedFlow, deletedAt: now })
  await openStore({ ...seed, versions: [...seed.versions, hostile] })
  const lines = await exportAll()

  const store = await openStore(buildSeed([]))
  const report = await importLines(database(), lines)

  expect(report).toEqual({ versions: seed.versions.length + 1, entries: seed.history.length, refused: [] })
  expect(await exportAll()).toEqual(lines)
  expect(await verifyHistory(database())).toMatchObject({ entries: seed.history.length, problem: null })
  expect(await store.read((reader) => reader.version('hostile'))).toEqual(hostile)
})

test('a file with lines that are refused changes nothing, and each is named', async () => {
  const store = await openStore(buildSeed([]))
  const version = buildVersion()
  const [entry] = buildSeed([version]).history

  const report = await importLines(database(), [
    JSON.stringify({ version }),
    '',
    '{"version":',
    JSON.stringify({ version: { ...version, id: 'b', number: 0 } }),
    JSON.stringify({ version }),
    JSON.stringify({ version: { ...version, id: 'c' } }),
    JSON.stringify({ version: { ...version, id: 'd', latest: false, team: 'Blue' } }),
    JSON.stringify({ entry: { ...entry, versionId: 'unknown' } }),
    JSON.stringify({ entry: { ...entry, type: 'destroy' } }),
    JSON.stringify({ journey: {} }),
    '[1]',
  ])

  expect(report.versions + report.entries).toBe(0)
  expect(report.refused.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
    '3 This is not JSON.',
    expect.stringMatching(/^4 version\.number: /),
    '5 A line before has the version version, too.',
    '6 The journey journey-of-version has another latest version.',
    '7 The journey journey-of-version has another team in a line before.',
    '8 No line before has the version unknown.',
    expect.stringMatching(/^9 entry\.type: /),
    expect.stringMatching(/^10 version: /),
    expect.stringMatching(/^11 /),
  ])
  expect(await store.read((reader) => reader.version('version'))).toBeUndefined()
})

test('a store that is not empty takes no import', async () => {
  await openStore(buildSeed([buildVersion()]))

  await expect(importLines(database(), [JSON.stringify({ version: buildVersion({ id: 'b' }) })])).rejects.toThrow('not empty')
})
