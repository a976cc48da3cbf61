import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** The number of the release in the path of a folder. */
const readRelease = (folder: string): number => Number(/\d+/.exec(folder)?.[0] ?? 0)

/** The folder with the programs of PostgreSQL: the newest release of Debian's packages, or the one on the PATH. */
export function findPostgresql(): string | undefined {
  const ofDebian = globSync('/usr/lib/postgresql/*/bin/initdb').map((path) => dirname(path))
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => existsSync(join(folder, 'initdb')))
  return [...ofDebian.toSorted((one, other) => readRelease(other) - readRelease(one)), ...onPath][0]
}

/** Installs Debian's PostgreSQL if it is missing and this process is root. Throws one sentence on failure. */
function installPostgresql(): void {
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (!canInstall)
    throw new Error('No PostgreSQL was found: install release 14 or newer (on Debian the package postgresql), then run this again.')
  console.log('Installing PostgreSQL (once)…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const step of [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql']]) {
    const { status, stderr } = spawnSync('apt-get', ['--quiet', ...step], { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`PostgreSQL could not be installed; apt-get says: ${stderr.trim().split('\n').at(-1)}`)
  }
}

if (import.meta.main) {
  try {
    if (!findPostgresql()) installPostgresql()
    if (!findPostgresql()) throw new Error('PostgreSQL was installed, but its program initdb is at none of the usual places.')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
