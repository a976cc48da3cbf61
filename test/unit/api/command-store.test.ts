import { QueryClient } from '@tanstack/react-query'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isCommandOn, type createCommandStore as CreateCommandStore } from '#api/commands/command-store.ts'
import type { Command } from '#api/commands/command.ts'
import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const runner = { runCommand: vi.fn(), recoverCommand: vi.fn() }
let createCommandStore: typeof CreateCommandStore

// Not `vi.mock`: files of this project share their modules.
beforeAll(async () => {
  vi.resetModules()
  vi.doMock('#api/commands/run-command.ts', () => runner)
  ;({ createCommandStore } = await import('#api/commands/command-store.ts'))
})
afterAll(() => {
  vi.doUnmock('#api/commands/run-command.ts')
  vi.resetModules()
})

const version = { id: 'version', name: 'Welcome series' } as VersionSummary
const command: Command = { action: 'stop', versionId: 'version', userId: marketer.user.id, revision: 1, key: 'key', body: {} }

/** Storage of one tab, in memory. */
function createStorage(): Storage {
  const entries = new Map<string, string>()
  return {
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
    removeItem: (name: string) => void entries.delete(name),
    clear: () => entries.clear(),
    key: () => null,
    get length() {
      return entries.size
    },
  }
}

/** One console: its store, and what it has reported. */
function openConsole(storage = createStorage(), session = marketer) {
  const client = new QueryClient()
  client.setQueryData(sessionOptions.queryKey, session)
  const errors: unknown[] = []
  const succeeded: string[] = []
  const store = createCommandStore<string>({ client, getStorage: () => storage, reportError: (error) => errors.push(error) })
  const leavePage = store.recover(({ key, origin }) => succeeded.push(`${key} of ${origin}`))
  return { store, storage, errors, succeeded, leavePage, confirm: (confirmed = command) => store.run(confirmed, version, 'dialog') }
}

const readStatuses = ({ store }: ReturnType<typeof openConsole>) =>
  store.getCommands().map(({ status }) => (status.kind === 'pending' ? status.progress : status.failure))

beforeEach(() => {
  runner.runCommand.mockReset().mockReturnValue(new Promise(() => {}))
  runner.recoverCommand.mockReset().mockReturnValue(new Promise(() => {}))
})
afterEach(() => vi.restoreAllMocks())

describe('command store', () => {
  test('a command is stored before it is sent, and removed once it has succeeded', async () => {
    const opened = openConsole()
    const storedWhenSent: number[] = []
    runner.runCommand.mockImplementation(async () => {
      storedWhenSent.push(opened.storage.length)
      return { kind: 'succeeded', result: version }
    })

    expect(await opened.confirm()).toBe(true)

    expect([storedWhenSent, opened.storage.length]).toEqual([[1], 0])
    expect(opened.succeeded).toEqual(['key of dialog'])
    expect(readStatuses(opened)).toEqual([])
  })

  test('the same command is not sent twice while it is pending; another action or version is', async () => {
    const opened = openConsole()
    void opened.confirm()

    expect(await opened.confirm({ ...command, key: 'second' })).toBe(false)
    void opened.confirm({ ...command, key: 'third', action: 'close' })
    void opened.confirm({ ...command, key: 'fourth', versionId: 'other' })

    await waitUntil(() => expect(runner.runCommand).toHaveBeenCalledTimes(3))
    expect(opened.store.getCommands().map(({ key }) => key)).toEqual(['key', 'third', 'fourth'])
  })

  test('progress and failure are reported to subscribers, and a failure stays until it is dismissed', async () => {
    const opened = openConsole()
    const seen: unknown[] = []
    opened.store.subscribe(() => seen.push(readStatuses(opened)))
    runner.runCommand.mockImplementation(async (_: Command, { onProgress }: { onProgress: (progress: string) => void }) => {
      onProgress('slow')
      return { kind: 'cancelled' }
    })

    await opened.confirm()
    expect(seen).toEqual([['sending'], ['slow'], ['cancelled']])
    opened.store.dismiss('key')

    expect(readStatuses(opened)).toEqual([])
    expect(opened.storage.length).toBe(0)
  })

  test('a rejection that is not final is stored until it is', async () => {
    const opened = openConsole()
    const { promise: finalized, resolve: finalize } = Promise.withResolvers<void>()
    runner.runCommand.mockResolvedValue({ kind: 'rejected', error: new Error('refused'), finalized })

    await opened.confirm()
    expect(opened.storage.length).toBe(1)
    finalize()

    await waitUntil(() => expect(opened.storage.length).toBe(0))
  })

  test('an unknown error is an outcome of its own: shown, reported, and looked up by the next page load', async () => {
    const opened = openConsole()
    const bug = new Error('a bug')
    runner.runCommand.mockRejectedValue(bug)

    expect(await opened.confirm()).toBe(false)

    expect(readStatuses(opened)).toEqual(['unexpected'])
    expect(opened.errors).toEqual([bug])
    openConsole(opened.storage)
    await waitUntil(() => expect(runner.recoverCommand.mock.calls[0]?.[0]).toMatchObject({ key: 'key', action: 'stop' }))
  })

  test('a command so old that its key may have been deleted is not looked up: its outcome is unknown', async () => {
    const storage = createStorage()
    void openConsole(storage).confirm()
    await waitUntil(() => expect(runner.runCommand).toHaveBeenCalled())
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + idempotencyRetentionMs)

    const reloaded = openConsole(storage)

    await waitUntil(() => expect(readStatuses(reloaded)).toEqual(['unexpected']))
    expect(runner.recoverCommand).not.toHaveBeenCalled()
    expect([reloaded.errors.length, storage.length]).toEqual([1, 0])
  })

  test('an unknown error of a command of another user is reported, and not shown', async () => {
    const storage = createStorage()
    void openConsole(storage).confirm()
    await waitUntil(() => expect(storage.length).toBe(1))
    runner.recoverCommand.mockRejectedValue(new Error('a bug'))

    const opened = openConsole(storage, otherMarketer)

    await waitUntil(() => expect(opened.errors).toHaveLength(1))
    expect(readStatuses(opened)).toEqual([])
    expect(storage.length).toBe(1)
  })

  test('nothing is reported after the page is left', async () => {
    const opened = openConsole()
    void opened.confirm()
    opened.leavePage()

    await waitUntil(() => expect(runner.runCommand).toHaveBeenCalledOnce())
    expect((runner.runCommand.mock.calls[0]![1] as { signal: AbortSignal }).signal.aborted).toBe(true)
    expect(readStatuses(opened)).toEqual([])
  })

  test('two consoles in one process share nothing', async () => {
    const one = openConsole()
    const other = openConsole()
    runner.runCommand.mockResolvedValue({ kind: 'cancelled' })

    await one.confirm()

    expect([readStatuses(one), readStatuses(other)]).toEqual([['cancelled'], []])
    other.leavePage()
    expect(readStatuses(one)).toEqual(['cancelled'])
  })

  test('a command of many versions is another than one of some of them, in any order', () => {
    const both = {
      action: 'stop',
      targets: [
        { versionId: 'a', version: null },
        { versionId: 'b', version: null },
      ],
    } as const

    expect(isCommandOn(both, 'stop', ['b', 'a'])).toBe(true)
    expect(isCommandOn(both, 'stop', ['a'])).toBe(false)
    expect(isCommandOn(both, 'stop', ['a', 'c'])).toBe(false)
    expect(isCommandOn(both, 'close', ['a', 'b'])).toBe(false)
  })
})
