import { readFileSync } from 'node:fs'

interface LockedPackage {
  readonly integrity?: string
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The part of package-lock.json that is checked. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** Whether a package at `from` resolves `name`: beside itself, or beside a package that contains it. */
function canResolve(lock: Lockfile, from: string, name: string): boolean {
  if (`${from}/node_modules/${name}`.replace(/^\//, '') in lock.packages) return true
  return from !== '' && canResolve(lock, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

/** Problems that make the lock incomplete or not reproducible: one sentence each. */
export function findLockProblems(lock: Lockfile): string[] {
  return Object.entries(lock.packages).flatMap(([path, { integrity, resolved, optionalDependencies = {} }]) => [
    ...(path === '' || integrity ? [] : [`${path} has no integrity`]),
    ...(resolved ? [`${path} has a download address`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !canResolve(lock, path, name))
      .map((name) => `${path || 'the project'} lacks its optional ${name}`),
  ])
}

if (import.meta.main) {
  const problems = findLockProblems(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  if (problems.length > 0) {
    console.error(`package-lock.json:\n  ${problems.join('\n  ')}`)
    process.exitCode = 1
  }
}
