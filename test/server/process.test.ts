import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { List } from '#api/contract/list.ts'
import type { Version } from '#api/contract/version.ts'
import { runMigrations } from '#server/store/migrations/run-migrations.ts'
import { openPglite } from '#server/store/open-database.ts'
import { nextProgram, nextSchema } from '#test/contract/sql/support/next-release.ts'
import { createServerFolder, runServer, startServerProcess } from './support/server-process.ts'

let folder: ReturnType<typeof createServerFolder>
beforeAll(() => {
  folder = createServerFolder()
})
afterAll(() => folder.remove())

/** Signs in as the form of development does. Returns a function that sends requests with the session. */
async function signIn(address: string) {
  const body = new URLSearchParams({ name: 'Ana Ruiz', role: 'marketer' })
  const response = await fetch(`${address}/sign-in`, { method: 'POST', redirect: 'manual', body })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const send = (path: string, init: RequestInit = {}) => fetch(address + path, { ...init, headers: { ...Object(init.headers), cookie } })
  return Object.assign(send, { cookie })
}

describe('the server as a process', () => {
  test('starts without configuration, keeps journeys and sessions over a restart, and ends on SIGTERM', async () => {
    const first = await startServerProcess(folder.path, {}, ['--sample'])
    expect(first.printed).toMatch(/^Journey Console: http:\/\/127\.0\.0\.1:\d+\n$/)

    const home = await fetch(first.address)
    expect([home.status, home.headers.get('content-type'), home.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await home.text()).toContain('<title>Journey Console</title>')
    expect((await fetch(`${first.address}/readyz`)).status).toBe(200)

    const send = await signIn(first.address)
    const list = (await (await send('/api/versions?status=live')).json()) as List
    const live = list.items[0]!
    const closed = await send(`/api/versions/${live.id}/close`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"r${live.revision}"`, 'idempotency-key': 'close-it' },
      body: '{}',
    })
    expect(closed.status).toBe(200)

    const ended = await first.stop()
    expect(ended.code).toBe(0)
    expect(ended.events.slice(-3)).toEqual(['signal', 'stopping', 'stopped'])
    expect(ended.events).not.toContain('failure')

    const second = await startServerProcess(folder.path, {}, ['--sample'])
    const again = (path: string) => fetch(second.address + path, { headers: { cookie: send.cookie } })
    const version = (await (await again(`/api/versions/${live.id}`)).json()) as Version
    const after = (await (await again('/api/versions')).json()) as List
    expect([version.status, version.ended?.actor?.name, after.totalCount]).toEqual(['closed', 'Ana Ruiz', list.totalCount])

    const third = await runServer(folder.path, {})
    expect([third.code, third.errors]).toEqual([
      1,
      expect.stringMatching(/^The server cannot start: The program with the process id \d+ uses the data in .*\.\n$/),
    ])
    expect((await second.stop()).code).toBe(0)
    expect(readdirSync(folder.path).toSorted()).toEqual(['console', 'data'])
  })

  test('that waits for its database ends on SIGTERM: as the first process of a container it would not by itself', async () => {
    const waiting = await startServerProcess(folder.path, { DATABASE_URL: 'postgres://127.0.0.1:9/none' }, [], 'waiting-for-database')

    expect((await waiting.stop()).code).toBe(0)
  })

  test('explains every mistake of its configuration, and ends with 78', async () => {
    const { code, errors } = await runServer(folder.path, { PORT: 'http', DATABASE_URL: 'postgres://ana:hunter2@' }, ['--smaple'])

    expect(code).toBe(78)
    expect(errors.trim().split('\n')).toHaveLength(3)
    expect(errors).not.toMatch(/hunter2|at /)
  })

  test('says what to run if a newer release has changed the tables beyond its understanding', async () => {
    const { database, close } = await openPglite(join(folder.path, 'newer'))
    await runMigrations(database, { ...nextSchema, oldestProgram: nextProgram }, 'auto')
    await close()

    const { code, errors } = await runServer(folder.path, { DATA_FOLDER: 'newer' })

    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^The server cannot start: The tables are at schema .*: run the newest release\.\n$/),
    ])
  })

  test.each([
    [
      'without a build of the console',
      { CONSOLE_FOLDER: 'nowhere' },
      /^The server cannot start: The console is not built: .* Run npm run build\.\n$/,
    ],
    ['at an address that is not its own', { HOST: '127.0.0.300', DATABASE_URL: 'postgres://127.0.0.1:9/none' }, /^HOST is .*\n$/],
  ])('does not start %s, and says so in one sentence', async (_, variables, sentence) => {
    const { code, errors } = await runServer(folder.path, variables)

    expect([code === 0, errors]).toEqual([false, expect.stringMatching(sentence)])
  })
})
