import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Steps of a test run install at the same time, and a second `apt-get update` fails at once: each waits for the one before. */
const lock = join(tmpdir(), 'journey-console-apt.lock')

/** Seconds for which an installation waits for a program outside of this project that installs, too. */
const lockTimeout = 'DPkg::Lock::Timeout=600'

/**
 * Installs packages of Debian, if this process is root. Throws one sentence on failure; `missing` is the one that says what to do by
 * hand.
 */
export function installPackages(names: readonly string[], missing: string): void {
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (!canInstall) throw new Error(missing)
  console.log(`Installing ${names.join(', ')} (once)…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const step of [['update'], ['install', '--yes', '--no-install-recommends', ...names]]) {
    const { status, stderr } = spawnSync('flock', [lock, 'apt-get', '--quiet', '--option', lockTimeout, ...step], { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${names.join(', ')} could not be installed; apt-get says: ${stderr.trim().split('\n').at(-1)}`)
  }
}
