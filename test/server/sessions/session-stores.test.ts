import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createFileSessionStore } from '#server/sessions/file-session-store.ts'
import { createMemorySessionStore } from '#server/sessions/memory-session-store.ts'
import type { SessionRecord, SessionStore } from '#server/sessions/session-store.ts'
import { migrateSessions, type SessionTables } from '#server/sessions/sql/session-tables.ts'
import { createSqlSessionStore } from '#server/sessions/sql/sql-session-store.ts'
import { preparePglite, preparePostgresql, type TestDatabase } from '#test/contract/sql/support/sql-databases.ts'

const folder = mkdtempSync(join(tmpdir(), 'journey-console-'))
afterAll(() => rmSync(folder, { recursive: true }))

const openInSql =
  ({ database }: TestDatabase) =>
  async (): Promise<SessionStore> => {
    const sessions = database().withTables<SessionTables>()
    await migrateSessions(sessions)
    await sessions.deleteFrom('user_sessions').execute()
    return createSqlSessionStore(sessions)
  }

const stores: readonly (readonly [name: string, open: () => Promise<SessionStore>])[] = [
  ['in memory', async () => createMemorySessionStore()],
  ['in a file', async () => createFileSessionStore(join(mkdtempSync(join(folder, 'sessions-')), 'sessions.json'))],
  ['on PGlite', openInSql(preparePglite())],
  ['on PostgreSQL', openInSql(preparePostgresql())],
]

const buildRecord = (facts: Partial<SessionRecord> = {}): SessionRecord => ({
  id: 'one',
  user: { id: 'ana', name: 'Ana Ruiz' },
  roles: ['marketer'],
  createdAt: 1_000,
  usedAt: 1_000,
  ...facts,
})

describe.each(stores)('sessions %s', (_, open) => {
  test('are found as they were written, whatever the name', async () => {
    const store = await open()
    const name = 'Zoë \u0000 \ud800 \u202e 👩‍🚀 "\'\\'
    const record = buildRecord({ user: { id: 'zoe', name }, roles: ['a;b', ''], teams: ['Équipe "1"'] })

    await store.insert(record)

    expect([await store.find('one'), await store.find('other')]).toEqual([record, undefined])
  })

  test('are found by their user, the one used last first', async () => {
    const store = await open()
    await store.insert(buildRecord())
    await store.insert(buildRecord({ id: 'two' }))
    await store.insert(buildRecord({ id: 'three', user: { id: 'bob', name: 'Bob' }, usedAt: 9_000 }))

    await store.markAsUsed('one', 2_000)

    expect(await store.findLatestOf('ana')).toEqual(buildRecord({ usedAt: 2_000 }))
    expect(await store.findLatestOf('carl')).toBeUndefined()
  })

  test('are removed one by one, or all of a user; each removal is counted', async () => {
    const store = await open()
    const before = await store.countRemovals()
    for (const id of ['one', 'two', 'three']) await store.insert(buildRecord({ id }))
    await store.insert(buildRecord({ id: 'other', user: { id: 'bob', name: 'Bob' } }))

    await store.remove('unknown')
    expect((await store.countRemovals()) - before).toBe(0)
    await store.remove('one')
    expect((await store.countRemovals()) - before).toBe(1)
    await store.removeAllOf('ana')

    expect((await store.countRemovals()) - before).toBe(3)
    expect(await Promise.all(['one', 'two', 'three', 'other'].map(async (id) => (await store.find(id))?.id))).toEqual([
      undefined,
      undefined,
      undefined,
      'other',
    ])
  })

  test('are removed when they have expired, by either time', async () => {
    const store = await open()
    await store.insert(buildRecord({ id: 'old', createdAt: 1, usedAt: 100 }))
    await store.insert(buildRecord({ id: 'idle', createdAt: 50, usedAt: 60 }))
    await store.insert(buildRecord({ id: 'active', createdAt: 50, usedAt: 100 }))

    await store.removeExpired({ createdAt: 50, usedAt: 100 })

    expect([await store.find('old'), await store.find('idle'), (await store.find('active'))?.id]).toEqual([undefined, undefined, 'active'])
  })

  test('cannot be taken over: the same identifier is refused', async () => {
    const store = await open()
    await store.insert(buildRecord())

    await expect(store.insert(buildRecord({ user: { id: 'eve', name: 'Eve' } }))).rejects.toThrow()
    expect((await store.find('one'))?.user.id).toBe('ana')
  })
})

describe('sessions in a file', () => {
  test('are there after a restart, for this user of the machine alone', async () => {
    const path = join(folder, 'restart.json')
    const before = createFileSessionStore(path)
    await before.insert(buildRecord())
    await before.insert(buildRecord({ id: 'gone' }))
    await before.markAsUsed('one', 5_000)
    await before.remove('gone')

    const after = createFileSessionStore(path)

    expect([await after.find('one'), await after.find('gone')]).toEqual([buildRecord({ usedAt: 5_000 }), undefined])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test.each(['', '{"id":1}', '[{"id":"one"}]'])('that holds %j are none, and the next sign-in is kept', async (text) => {
    const path = join(folder, 'broken.json')
    writeFileSync(path, text)
    const store = createFileSessionStore(path)

    expect(await store.find('one')).toBeUndefined()
    await store.insert(buildRecord())

    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([buildRecord()])
  })
})
