import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '#server/store/lock-folder.ts'

let temporary: string
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(temporary, { recursive: true }))

test('a folder is locked once, until it is released, also by programs of the same process id, as in two containers', async () => {
  const folder = join(temporary, 'not', 'yet', 'data')
  const release = await lockFolder(folder)

  await expect(lockFolder(`${folder}/`)).rejects.toThrow(`id ${process.pid} uses the data`)
  await release()

  await (
    await lockFolder(folder)
  )()
})

test('a lock ends with the program that holds it, even if that is killed', async () => {
  const program = `
    const { lockFolder } = await import(${JSON.stringify(new URL('../../../server/store/lock-folder.ts', import.meta.url).href)})
    await lockFolder(${JSON.stringify(temporary)})
    process.stdout.write('locked')
    setInterval(() => {}, 1_000_000)
  `
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')

  await expect(lockFolder(temporary)).rejects.toThrow(`id ${holder.pid} uses the data`)
  holder.kill('SIGKILL')
  await once(holder, 'exit')

  await (
    await lockFolder(temporary)
  )()
})

test('after a restart of the machine another program may have the id of the one that was killed: the folder is free', async () => {
  await writeFile(join(temporary, 'process-id'), String(process.ppid))

  await (
    await lockFolder(temporary)
  )()
})

test('a folder that cannot be written to is reported', async () => {
  await writeFile(join(temporary, 'file'), '')

  await expect(lockFolder(join(temporary, 'file', 'data'))).rejects.toThrow()
})
