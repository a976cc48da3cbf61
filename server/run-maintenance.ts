import { open, readFile } from 'node:fs/promises'
import { assignTeams } from './assign-teams.ts'
import type { OpenStore } from './store/open-store.ts'

/** What a command of maintenance has done, a sentence a line, and whether all is well. */
export interface MaintenanceResult {
  readonly lines: readonly string[]
  readonly isSuccess: boolean
}

const usage =
  'Commands: verify (checks the history), export FILE, import FILE (into an empty database), teams FILE (gives journeys to teams).'

async function verify({ verifyHistory }: OpenStore): Promise<MaintenanceResult> {
  const { entries, lastHash, problem } = await verifyHistory()
  return {
    lines: [problem ?? `The history is as it was written: ${entries} entries. The hash of the last one is ${lastHash}.`],
    isSuccess: problem === null,
  }
}

/** Never over a file that is there. */
async function exportTo(path: string, { exportLines }: OpenStore): Promise<MaintenanceResult> {
  const file = await open(path, 'wx')
  try {
    const count = await exportLines((lines) => file.appendFile(lines))
    return { lines: [`${count} lines were written to ${path}.`], isSuccess: true }
  } finally {
    await file.close()
  }
}

async function importFrom(path: string, { importLines }: OpenStore): Promise<MaintenanceResult> {
  const file = await open(path)
  const { versions, entries, refused } = await importLines(file.readLines())
  if (refused.length === 0) return { lines: [`${versions} versions and ${entries} entries of the history were imported.`], isSuccess: true }
  const reasons = refused.map(({ line, problem }) => `Line ${line}: ${problem}`)
  return { lines: ['Nothing was imported.', ...reasons], isSuccess: false }
}

async function assignTeamsFrom(path: string, { store }: OpenStore): Promise<MaintenanceResult> {
  const { journeys, refused } = await assignTeams(store, (await readFile(path, 'utf8')).split('\n'))
  if (refused.length === 0) return { lines: [`${journeys} journeys were given to their teams.`], isSuccess: true }
  return { lines: ['Nothing was changed.', ...refused.map(({ line, problem }) => `Line ${line}: ${problem}`)], isSuccess: false }
}

/** Runs a command of maintenance on an opened store, whose tables it brings up to date first. */
export async function runMaintenance(store: OpenStore, [command = '', path, ...more]: readonly string[]): Promise<MaintenanceResult> {
  const commands: Readonly<Record<string, () => Promise<MaintenanceResult>>> =
    path === undefined
      ? { verify: () => verify(store) }
      : { export: () => exportTo(path, store), import: () => importFrom(path, store), teams: () => assignTeamsFrom(path, store) }
  const run = more.length === 0 && Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!run) return { lines: [usage], isSuccess: false }
  await store.migrate()
  return run()
}
