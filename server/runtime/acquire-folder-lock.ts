import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const lockName = 'process-id'

/** Whether a process of this machine runs. One of another user may not be signalled, and runs nonetheless. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Claims a folder for this process: two that write into an embedded database destroy it. Throws if another process holds it. A claim of a process
 * that has ended is void. Returns the function that gives it up.
 */
export function acquireFolderLock(folder: string): () => void {
  const path = join(folder, lockName)
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = Number(readFileSync(path, 'utf8'))
    if (holder > 0 && holder !== process.pid && isRunning(holder))
      throw new Error(`The folder ${folder} is in use by the process ${holder}: end it, or choose another one with DATA_FOLDER.`, {
        cause: error,
      })
    writeFileSync(path, String(process.pid))
  }
  return () => rmSync(path, { force: true })
}
