import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { assignTeams } from '#server/assign-teams.ts'
import { runMaintenance } from '#server/run-maintenance.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { startPostgresql } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'journey-console-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('data is exported, verified, imported into another database, and nothing of it if a line is wrong', async () => {
  const path = join(folder, 'journeys.jsonl')
  const cluster = await startPostgresql()
  const open = async () => openStore({ databaseUrl: await cluster.createDatabase() })
  const [from, to] = [await open(), await open()]
  await from.migrate()
  await from.fill(buildSeed([buildVersion(), buildVersion({ id: 'other' })]))

  const exported = await runMaintenance(from, ['export', path])
  const again = runMaintenance(from, ['export', path])
  await expect(again).rejects.toMatchObject({ code: 'EEXIST' })
  const text = readFileSync(path, 'utf8')
  writeFileSync(join(folder, 'wrong.jsonl'), `${text}nonsense\n`)
  const refused = await runMaintenance(to, ['import', join(folder, 'wrong.jsonl')])
  const imported = await runMaintenance(to, ['import', path])
  const verified = await runMaintenance(to, ['verify'])

  expect([exported.lines, exported.isSuccess]).toEqual([[`4 lines were written to ${path}.`], true])
  expect([refused.lines[0], refused.lines[1]?.startsWith('Line 5: '), refused.isSuccess]).toEqual(['Nothing was imported.', true, false])
  expect([imported.lines, imported.isSuccess]).toEqual([['2 versions and 2 entries of the history were imported.'], true])
  expect(verified.lines[0]).toMatch(/^The history is as it was written: 2 entries\. The hash of the last one is [\da-f]{64}\.$/)
  expect(await to.store.read((reader) => reader.version('other'))).toEqual(buildVersion({ id: 'other' }))
  await Promise.all([from.close(), to.close()])
  await cluster.stop()
})

test('journeys are given to teams, all lines or none', async () => {
  const store = createMemoryStore(
    buildSeed([
      buildVersion({ id: 'a', journeyId: 'one', latest: false }),
      buildVersion({ id: 'b', journeyId: 'one', number: 2, team: 'Red' }),
      buildVersion({ id: 'c', journeyId: 'two', team: 'Red' }),
    ]),
  )
  const readTeams = () =>
    store.read(async (reader) => (await reader.versions(['a', 'b', 'c'])).map(({ team, revision }) => [team, revision]))

  const refused = await assignTeams(store, ['one Blue', '', 'three Blue', `two ${'x'.repeat(101)}`])
  const before = await readTeams()
  const done = await assignTeams(store, ['one  Équipe 2 ', '', 'two'])

  expect(refused).toEqual({
    journeys: 0,
    refused: [
      { line: 3, problem: 'There is no journey three.' },
      { line: 4, problem: 'The name of a team has at most 100 characters.' },
    ],
  })
  expect(before).toEqual([
    [undefined, 1],
    ['Red', 1],
    ['Red', 1],
  ])
  expect(done).toEqual({ journeys: 2, refused: [] })
  expect(await readTeams()).toEqual([
    ['Équipe 2', 2],
    ['Équipe 2', 2],
    [undefined, 2],
  ])
})

test.each([[[]], [['verify', 'x']], [['export']], [['import', 'a', 'b']], [['delete', 'everything']]])(
  'the command %j is answered with those that there are',
  async (words) => {
    // It opens no database.
    const store = {} as OpenStore

    const { lines, isSuccess } = await runMaintenance(store, words)

    expect([lines, isSuccess, existsSync('everything')]).toEqual([[expect.stringMatching(/^Commands: verify/)], false, false])
  },
)
