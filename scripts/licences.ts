import { globSync, readFileSync } from 'node:fs'

interface Package {
  readonly version?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** The part of package-lock.json with the licences. */
export interface LicenceLockfile {
  readonly packages: Readonly<Record<string, Package>>
}

/** A package of the list. */
export interface LicensedPackage {
  readonly name: string
  readonly version: string
  readonly licence: string
}

/** Licences allowed in the distributed product: they require no more than their own text. */
const productLicences = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1']

/** Licences allowed for tools in addition, because tools are not distributed. */
const toolLicences = [...productLicences, 'MPL-2.0', 'BlueOak-1.0.0', 'CC-BY-4.0', '(MIT OR CC0-1.0)']

/** The path where a package at `from` resolves `name`: within itself, or beside a package that contains it. */
function findPackagePath({ packages }: LicenceLockfile, from: string, name: string): string | undefined {
  const path = `${from}/node_modules/${name}`.replace(/^\//, '')
  if (path in packages) return path
  return from === '' ? undefined : findPackagePath({ packages }, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

/** Paths of the packages in the product: imports of its sources, and their transitive dependencies. */
function listShippedPaths(lock: LicenceLockfile, sources: readonly string[]): ReadonlySet<string> {
  const { dependencies = {}, devDependencies = {} } = lock.packages[''] ?? {}
  const imported = Object.keys(devDependencies).filter((name) =>
    sources.some((text) => text.includes(`'${name}`) || text.includes(`/${name}/`)),
  )
  const paths = new Set<string>()
  const add = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const path = findPackagePath(lock, from, name)
      if (path === undefined || paths.has(path)) continue
      paths.add(path)
      add(path, Object.keys(lock.packages[path]?.dependencies ?? {}))
    }
  }
  add('', [...Object.keys(dependencies), ...imported])
  return paths
}

const describePackage = (path: string, { version = '?', license = 'unknown' }: Package): LicensedPackage => ({
  name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  version,
  licence: license,
})

/** Lists the packages of the product and of its tools, with a sentence for each unknown or forbidden licence. */
export function checkLicences(lock: LicenceLockfile, sources: readonly string[]) {
  const shippedPaths = listShippedPaths(lock, sources)
  const product: LicensedPackage[] = []
  const tools: LicensedPackage[] = []
  for (const [path, found] of Object.entries(lock.packages))
    if (path !== '') (shippedPaths.has(path) ? product : tools).push(describePackage(path, found))
  const findRefused = (entries: readonly LicensedPackage[], allowed: readonly string[]) =>
    entries
      .filter(({ licence }) => !allowed.includes(licence))
      .map(({ name, licence }) => `${name} is under a licence that is not allowed: ${licence}`)
  return { product, tools, problems: [...findRefused(product, productLicences), ...findRefused(tools, toolLicences)] }
}

/** The lock of this project, and the sources whose imports are distributed. */
export const readProject = (): [LicenceLockfile, readonly string[]] => [
  JSON.parse(readFileSync('package-lock.json', 'utf8')),
  ['index.html', ...globSync('{src,backend}/**/*.{ts,tsx,css}')].map((path) => readFileSync(path, 'utf8')),
]

if (import.meta.main) {
  const { product, tools, problems } = checkLicences(...readProject())
  const listed = process.argv.includes('--all') ? [...product, ...tools] : product
  for (const { name, version, licence } of listed) console.log(`${licence.padEnd(14)} ${name} ${version}`)
  for (const problem of problems) console.error(`✗ ${problem}`)
  if (problems.length > 0) process.exitCode = 1
}
