import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The code of SQLite for a file that another connection has locked. */
const busyCode = 5

/** The number of the process that holds a folder, for the message. */
function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return 'that is starting'
  }
}

/**
 * Claims a folder for this process: two that write into an embedded database destroy it. Throws if another process holds it. Returns the function
 * that gives it up. The lock is one of the operating system, by way of SQLite: it ends with the process, however that ends, and two
 * containers on one folder notice each other, although both may have the same process number.
 */
export function acquireFolderLock(folder: string): () => void {
  const path = join(folder, 'process-id')
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = off; begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { readonly errcode?: unknown }).errcode !== busyCode) throw error
    throw new Error(`The folder ${folder} is in use by the process ${readHolder(path)}: end it, or choose another one with DATA_FOLDER.`, {
      cause: error,
    })
  }
  writeFileSync(path, String(process.pid))
  return () => {
    rmSync(path, { force: true })
    lock.close()
  }
}
