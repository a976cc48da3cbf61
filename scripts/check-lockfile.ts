import { readFileSync } from 'node:fs'

interface Package {
  readonly integrity?: string
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The part of package-lock.json that is checked. */
export interface Lock {
  readonly packages: Readonly<Record<string, Package>>
}

/** Whether a package at `from` would find `name`: beside itself, or beside one of those that contain it. */
function resolves(lock: Lock, from: string, name: string): boolean {
  if (`${from}/node_modules/${name}`.replace(/^\//, '') in lock.packages) return true
  return from !== '' && resolves(lock, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

/** Why the lock would not install everywhere, or not the same everywhere: one sentence each. */
export function lockProblems(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, { integrity, resolved, optionalDependencies = {} }]) => [
    ...(path === '' || integrity ? [] : [`${path} has no integrity`]),
    ...(resolved ? [`${path} has a download address`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !resolves(lock, path, name))
      .map((name) => `${path || 'the project'} lacks its optional ${name}`),
  ])
}

if (import.meta.main) {
  const problems = lockProblems(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  if (problems.length > 0) {
    console.error(`package-lock.json:\n  ${problems.join('\n  ')}`)
    process.exitCode = 1
  }
}
