import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './debian-packages.ts'

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

/** Installs the missing packages by apt. Throws one sentence that names those that are missing. */
function installMissing(): void {
  const missing = listMissingPackages()
  if (missing.length === 0) return
  installPackages(missing, `Missing: ${missing.join(', ')}. Install these Debian packages, then run this again.`)
}

if (import.meta.main) {
  try {
    installMissing()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
