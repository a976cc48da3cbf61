import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The programs that `npm run test:browsers` drives, with the Debian package of each. */
const packages = { 'firefox-esr': 'firefox-esr', WebKitWebDriver: 'webkit2gtk-driver', Xvfb: 'xvfb' } as const

const programs = Object.keys(packages) as (keyof typeof packages)[]

/** Path of a program on the PATH. */
export const findProgram = (name: keyof typeof packages): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync)

const listMissingPackages = (): readonly string[] => programs.filter((name) => !findProgram(name)).map((name) => packages[name])

/** Installs the missing packages by apt, if this process is root. Throws one sentence that names those that are missing. */
function installMissing(): void {
  const missing = listMissingPackages()
  if (missing.length === 0) return
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (!canInstall) throw new Error(`Missing: ${missing.join(', ')}. Install these Debian packages, then run this again.`)
  console.log(`Installing ${missing.join(', ')} (once)…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const step of [['update'], ['install', '--yes', '--no-install-recommends', ...missing]]) {
    const { status, stderr } = spawnSync('apt-get', ['--quiet', ...step], { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${missing.join(', ')} could not be installed; apt-get says: ${stderr.trim().split('\n').at(-1)}`)
  }
}

if (import.meta.main) {
  try {
    installMissing()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
