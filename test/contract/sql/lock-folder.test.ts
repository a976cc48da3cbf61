import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '#server/store/lock-folder.ts'

let temporary: string
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(temporary, { recursive: true }))

test('a folder is locked once, until it is released', async () => {
  const folder = join(temporary, 'not', 'yet', 'data')
  const release = await lockFolder(folder)

  await expect(lockFolder(`${folder}/`)).rejects.toThrow(`id ${process.pid} uses the data`)
  await release()

  await (
    await lockFolder(folder)
  )()
})

test('a lock of a program that runs holds, and one of a program that was killed does not', async () => {
  const folder = join(temporary, 'data')
  const program = spawn('sleep', ['600'])
  await mkdir(folder)
  await writeFile(join(folder, 'lock'), String(program.pid))

  await expect(lockFolder(folder)).rejects.toThrow(`id ${program.pid} uses the data`)
  program.kill('SIGKILL')
  await once(program, 'exit')
  const release = await lockFolder(folder)

  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid))
  await release()
})

test('a lock that this process id, or no program, has written before holds nothing', async () => {
  for (const text of [String(process.pid), '', 'x']) {
    await writeFile(join(temporary, 'lock'), text)

    await (
      await lockFolder(join(temporary, 'data'))
    )()
  }
})

test('a folder that cannot be written to is reported', async () => {
  await writeFile(join(temporary, 'file'), '')

  await expect(lockFolder(join(temporary, 'file', 'data'))).rejects.toThrow()
})
