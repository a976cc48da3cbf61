import { existsSync, globSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { installPackages } from './debian-packages.ts'

/** The number of the release in the path of a folder. */
const readRelease = (folder: string): number => Number(/\d+/.exec(folder)?.[0] ?? 0)

/** The folder with the programs of PostgreSQL: the newest release of Debian's packages, or the one on the PATH. */
export function findPostgresql(): string | undefined {
  const ofDebian = globSync('/usr/lib/postgresql/*/bin/initdb').map((path) => dirname(path))
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => existsSync(join(folder, 'initdb')))
  return [...ofDebian.toSorted((one, other) => readRelease(other) - readRelease(one)), ...onPath][0]
}

/** The program of PgBouncer, which Debian keeps where only root's PATH leads. */
export const findPgbouncer = (): string | undefined =>
  ['/usr/sbin', '/usr/local/sbin', ...(process.env['PATH'] ?? '').split(delimiter)]
    .map((folder) => join(folder, 'pgbouncer'))
    .find((path) => existsSync(path))

const describeError = (error: unknown): unknown => (error instanceof Error ? error.message : error)

if (import.meta.main) {
  try {
    const missing = 'No PostgreSQL was found: install release 14 or newer (on Debian the package postgresql), then run this again.'
    if (!findPostgresql()) installPackages(['postgresql'], missing)
    if (!findPostgresql()) throw new Error('PostgreSQL was installed, but its program initdb is at none of the usual places.')
  } catch (error) {
    console.error(describeError(error))
    process.exitCode = 1
  }
  try {
    if (!findPgbouncer())
      installPackages(['pgbouncer'], 'No PgBouncer was found: install it (on Debian the package pgbouncer), then run this again.')
  } catch (error) {
    // The tests that need it fail; all others run.
    console.error(describeError(error))
  }
}
