import { expect, test } from 'vitest'
import { runCommands, type WaitingCommand } from '#server/store/commands/run-commands.ts'
import type { RunTurn } from '#server/store/commands/turn.ts'

const loaded = { sequence: 0, hash: '', journeys: [], versions: null, keys: null, entries: null, nextDue: null }

/** A turn whose changes the database refuses to save. */
const createRefusedTurn =
  (error: Error): RunTurn =>
  async (_, decide) => {
    await decide(loaded)
    throw error
  }

/** A turn that the database does not give. */
const createMissedTurn =
  (error: Error): RunTurn =>
  async () => {
    throw error
  }

/** Runs a group of commands. Returns what became of each. */
async function runGroup(count: number, error: Error, createTurn = createRefusedTurn): Promise<readonly string[]> {
  const outcomes: string[] = []
  const commands = Array.from({ length: count }, (_, nth): WaitingCommand => ({
    subject: { versionId: `v${nth}`, userId: 'ana', key: `key-${nth}` },
    work: async () => nth,
    resolve: () => outcomes.push('resolved'),
    reject: () => outcomes.push('rejected'),
    runAlone: () => outcomes.push('alone'),
  }))
  await runCommands(createTurn(error), commands)
  return outcomes
}

const refused = Object.assign(new Error('value too long'), { code: '22001' })

test('commands whose common transaction is refused run alone, so that only the one that is to blame fails', async () => {
  expect(await runGroup(3, refused)).toEqual(['alone', 'alone', 'alone'])
})

test('a command that was alone is not run again', async () => {
  expect(await runGroup(1, refused)).toEqual(['rejected'])
})

test('while the database is away no command of a group runs again', async () => {
  expect(await runGroup(2, new Error('Connection terminated unexpectedly'))).toEqual(['rejected', 'rejected'])
})

const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })

test('commands whose common transaction was cancelled run alone: one of them may take too long', async () => {
  expect(await runGroup(2, cancelled)).toEqual(['alone', 'alone'])
})

test('commands that waited too long for their turn do not run again: alone, each would wait as long', async () => {
  expect(await runGroup(2, cancelled, createMissedTurn)).toEqual(['rejected', 'rejected'])
})
