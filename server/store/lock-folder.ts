import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The folders that this program has locked. */
const lockedFolders = new Set<string>()

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/** Whether a program with this process id runs. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, but belongs to another user.
    return hasCode(error, 'EPERM')
  }
}

/** The process id in the lock file of another program that runs; `null` if the program that wrote it has ended. */
async function readHolder(path: string): Promise<number | null> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''))
  // In a container a program often has the same process id each time.
  return pid > 0 && pid !== process.pid && isRunning(pid) ? pid : null
}

/** Writes a lock file with the id of this process. Returns whether there was none before. */
async function createLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Locks a folder of data for this program, by a file in it. Creates the folder if it does not exist. Without the lock two programs on one PGlite
 * would destroy the data. Throws if another program holds it. Returns how to release it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(resolve(folder), 'lock')
  const refuse = (pid: number) =>
    new Error(`The program with the process id ${pid} uses the data in ${folder}. If it does not, delete ${path}.`)
  if (lockedFolders.has(path)) throw refuse(process.pid)
  await mkdir(folder, { recursive: true })
  while (!(await createLock(path))) {
    const holder = await readHolder(path)
    if (holder !== null) throw refuse(holder)
    await rm(path, { force: true })
  }
  lockedFolders.add(path)
  return async () => {
    lockedFolders.delete(path)
    await rm(path, { force: true })
  }
}
