import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The code of SQLite for a file that another connection has locked. */
const busyCode = 5

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === busyCode

/** The id of the process that holds a folder, for the message. */
const readHolder = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => 'of a program that is starting')

/**
 * Locks a folder of data for this program. Creates the folder if it does not exist. Without the lock two programs on one PGlite would destroy the
 * data. Throws if another program holds it. Returns how to release it. The lock is one of the operating system, by way of SQLite: it ends
 * with the process, however that ends, and two containers on one folder notice each other, although both may have the same process id.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const holderPath = join(folder, 'process-id')
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = off; begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    const holder = await readHolder(holderPath)
    throw new Error(
      `The program with the process id ${holder} uses the data in ${folder}: end it, or choose another folder with DATA_FOLDER.`,
      { cause: error },
    )
  }
  await writeFile(holderPath, String(process.pid))
  return async () => {
    await rm(holderPath, { force: true })
    lock.close()
  }
}
