import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireFolderLock } from '#server/runtime/acquire-folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journey-console-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is held once, also where two programs have the same process number, as in two containers', () => {
  const release = acquireFolderLock(folder)

  expect(() => acquireFolderLock(folder)).toThrow(/ is in use by the process \d+: /)

  release()
  acquireFolderLock(folder)()
})

test('after a restart of the machine another program may have the number of the one that was killed: the folder is free', () => {
  writeFileSync(join(folder, 'process-id'), String(process.ppid))

  acquireFolderLock(folder)()
})
