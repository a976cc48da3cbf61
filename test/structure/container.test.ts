import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { variableNames } from '#server/config/config-schema.ts'
import { listImports, resolveTarget } from './import-rules.ts'

/** Files that a program loads, and the packages that they import. Imports of types load nothing. */
function listLoaded(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (path: string) => {
    if (files.has(path)) return
    files.add(path)
    for (const { specifier, typeOnly } of listImports(path, readFileSync(path, 'utf8'))) {
      const target = resolveTarget(path, specifier)?.replace('src/contract/', 'src/api/contract/')
      if (typeOnly || specifier.startsWith('node:')) continue
      if (target === undefined) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier)
      else visit(target)
    }
  }
  visit(entry)
  return { files, packages }
}

const containerfile = readFileSync('Containerfile', 'utf8')
const { files, packages } = listLoaded('server/main.ts')

test('the image holds every file that the server loads, and each path of it exists', () => {
  const copied = [...containerfile.matchAll(/^COPY --from=build \/build\/(\S+) /gm)].map(([, path = '']) => path)
  const missing = [...files].filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`)))

  expect(files.size).toBeGreaterThan(80)
  expect(missing).toEqual([])
  expect(copied.filter((path) => !existsSync(path) && path !== 'dist')).toEqual([])
})

/** The packages of a kind that a description names. */
const readPackages = (path: string, kind: 'dependencies' | 'devDependencies' | 'peerDependencies') =>
  (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<typeof kind, Readonly<Record<string, string>>>>)[kind]

test('the packages that the server loads are dependencies, and not tools, but for those of optional engines', () => {
  const dependencies = readPackages('package.json', 'dependencies')
  const optional = {
    ...readPackages('packages/engine-dbos/package.json', 'peerDependencies'),
    ...readPackages('packages/engine-temporal/package.json', 'peerDependencies'),
  }

  expect([...packages].filter((name) => !(name in dependencies))).toEqual(Object.keys(optional))
  expect(readPackages('package.json', 'devDependencies')).toMatchObject(optional)
})

test('the composition sets only variables that there are', () => {
  const environment = /environment: &replica-environment\n((?: {4}\w+: .*\n)+)/.exec(readFileSync('compose.yaml', 'utf8'))?.[1] ?? ''
  const names = [...environment.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name)

  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !(variableNames as readonly unknown[]).includes(name))).toEqual([])
  expect(readFileSync('.dockerignore', 'utf8')).toContain('node_modules')
})
