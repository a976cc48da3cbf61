import { parseSync } from 'oxc-parser'

/**
 * What each room may import besides itself. `features/*` stands for every feature, `features` for those without a line of their own, `mocks` in `main` only as a dynamic import,
 * `mocks/seed` for that folder of a room.
 */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: ['domain'],
  api: ['domain', 'contract'],
  i18n: ['domain'],
  ui: ['i18n'],
  'features/session': ['domain', 'contract', 'api', 'i18n', 'ui'],
  'features/version': ['domain', 'contract', 'api', 'i18n', 'ui'],
  'features/actions': ['domain', 'contract', 'api', 'i18n', 'ui', 'features/session', 'features/version'],
  'features/batches': ['domain', 'contract', 'api', 'i18n', 'ui', 'features/session', 'features/version', 'features/actions'],
  'features/palette': [
    'domain',
    'contract',
    'api',
    'i18n',
    'ui',
    'features/session',
    'features/version',
    'features/actions',
    'features/batches',
    'features/home',
  ],
  features: ['domain', 'contract', 'api', 'i18n', 'ui', 'features/session', 'features/version', 'features/actions', 'features/batches'],
  app: ['domain', 'contract', 'api', 'i18n', 'ui', 'features/*'],
  main: ['domain', 'contract', 'api', 'i18n', 'ui', 'features/*', 'app'],
  backend: ['domain', 'contract'],
  server: ['domain', 'contract', 'backend', 'mocks/seed', 'packages'],
  mocks: ['domain', 'contract', 'api', 'ui', 'backend'],
  test: ['domain', 'contract', 'api', 'i18n', 'ui', 'features/*', 'app', 'backend', 'server', 'mocks', 'scripts', 'examples', 'packages'],
  scripts: ['mocks', 'server'],
  examples: [],
  packages: [],
  config: ['scripts', 'config', 'test'],
}

/** The order of the folders inside a room: each may import those before it. A part may also be one file, without its ending; `.` stands for all other files. */
const folderOrder: Readonly<Record<string, readonly string[]>> = {
  domain: ['lifecycle', 'ending-reasons', 'email-address', 'flow', 'version', 'transitions', 'automatic-transitions', 'population', '.'],
  api: ['session', 'connection', 'http', 'cache', 'queries', 'live-updates', 'commands'],
  'features/actions': ['specs', 'state', 'impact', 'notices', 'dialog', 'toasts', '.'],
  'features/journey-page': ['path/activities', 'path/graph', 'path', 'population', 'receipts', 'history', '.'],
  'features/batches': ['state', 'dialog', 'panel', '.'],
  'features/home': ['filters', 'search', 'selection', 'list', 'overview', 'export', 'saved-views', '.'],
  ui: [
    'print',
    'visually-hidden',
    'icon',
    'virtual-rows/row-window',
    'navigation',
    'virtual-rows',
    'input',
    'chart',
    'menu',
    'tooltip',
    '.',
    'feedback',
  ],
  app: ['message-page', 'banners', '.'],
  backend: ['store', 'engine', 'http', 'environment', 'history', 'views', 'commands', 'batches', 'saved-views', 'events', '.', 'openapi'],
  server: ['store', 'engine', 'config', 'logs', 'metrics', 'runtime', 'sessions', 'sign-in', 'http', '.'],
  mocks: ['faults', 'seed', 'demo', 'hosts', 'ui'],
}

/** The room of a file of the project, by its path from the top; `undefined` for what is in none. */
export function findRoom(path: string): string | undefined {
  const [top, second, third] = path.split('/')
  if (top !== 'src') return /^[\w.-]+\.config\.ts$/.test(path) ? 'config' : top && top in allowedImports ? top : undefined
  if (second === 'main.tsx') return 'main'
  if (second === 'api') return third === 'contract' ? 'contract' : 'api'
  if (second === 'features') return `features/${third}`
  return second && second in allowedImports ? second : undefined
}

/** The place of a file in the order of its room; `undefined` for a room without one. */
function findFolderRank(room: string, path: string): number | undefined {
  const parts = folderOrder[room]
  if (!parts) return undefined
  const inside = path.split(`${room}/`).slice(1).join(`${room}/`)
  const found = parts.findIndex((part) => inside.startsWith(`${part}/`) || inside.startsWith(`${part}.`))
  return found === -1 ? parts.indexOf('.') : found
}

/** The path from the top that a specifier names; `undefined` for a package. */
export function resolveTarget(from: string, specifier: string): string | undefined {
  // Documents belong to no room.
  if (specifier.startsWith('#docs/')) return undefined
  if (specifier.startsWith('./')) return [...from.split('/').slice(0, -1), specifier.slice(2)].join('/')
  const [, room, rest] = /^#(\w+)\/(.+)$/.exec(specifier) ?? []
  if (!room) return undefined
  return ['backend', 'server', 'mocks', 'scripts', 'test', 'examples', 'packages'].includes(room)
    ? `${room}/${rest}`
    : `src/${room}/${rest}`
}

/** One import or re-export of a source file. */
interface Import {
  readonly specifier: string
  readonly dynamic: boolean
  /** Whether it imports types only, so that the other file is not loaded. */
  readonly typeOnly: boolean
}

/** Everything a source file imports or re-exports, types included. */
export function listImports(path: string, source: string): Import[] {
  const { module } = parseSync(path, source)
  const fixed = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? { specifier: moduleRequest.value, typeOnly: isType } : [])),
    ),
  ]
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start, end).replace(/^['"`]|['"`]$/g, ''))
  return [
    ...fixed.map((each) => ({ ...each, dynamic: false })),
    ...dynamic.map((specifier) => ({ specifier, dynamic: true, typeOnly: false })),
  ]
}

/** Why a package may not be imported by a room; `undefined` if it may. */
function findPackageViolation(room: string, path: string, specifier: string): string | undefined {
  if (room === 'domain') return `imports ${specifier}, but the domain imports nothing`
  return path.startsWith('src/') && specifier.startsWith('node:') ? `imports ${specifier}, which no browser has` : undefined
}

/** What only the engine knows: how people are computed. */
const populationRules = /^src\/domain\/(?:population\/|advice\.ts$)/

/** Why a file of the backend may not import from the domain; `undefined` if it may. */
function findEngineViolation(path: string, imported: string, specifier: string): string | undefined {
  const isBackend = path.startsWith('backend/') && !path.startsWith('backend/engine/')
  return isBackend && populationRules.test(imported) ? `imports ${specifier}, which only the engine may ask` : undefined
}

/** Why one file of a room may not import another of the same room; `undefined` if it may. */
function findOrderViolation(room: string, path: string, imported: string, specifier: string): string | undefined {
  const importer = findFolderRank(room, path)
  const target = findFolderRank(room, imported)
  if (importer === undefined || target === undefined) return undefined
  if (importer === -1 || target === -1) return `is in a folder, or imports ${specifier}, that is not in the order of ${room}`
  return target > importer ? `imports ${specifier}, which comes after it in the order of ${room}` : undefined
}

/** Whether the files of a room may import those of another. */
function canImport(room: string, other: string | undefined, imported: string): boolean {
  const allowed = allowedImports[room] ?? allowedImports[room.replace(/\/.*/, '')] ?? []
  if (other === undefined) return false
  const isAllowedFolder = allowed.some((each) => each.includes('/') && imported.startsWith(`${each}/`))
  return allowed.includes(other) || isAllowedFolder || (other.startsWith('features/') && allowed.includes('features/*'))
}

/** Why one import goes against the architecture; `undefined` if it does not. */
function findViolation(path: string, specifier: string, dynamic: boolean): string | undefined {
  const room = findRoom(path)
  if (!room) return 'is in no room of the architecture'
  if (specifier.startsWith('../')) return `climbs with ${specifier}`
  const imported = resolveTarget(path, specifier)
  if (!imported) return findPackageViolation(room, path, specifier)
  const other = findRoom(imported)
  if (other === room) return findOrderViolation(room, path, imported, specifier)
  if (room === 'main' && other === 'mocks') return dynamic ? undefined : 'imports mocks statically'
  if (canImport(room, other, imported)) return findEngineViolation(path, imported, specifier)
  return `imports ${specifier}: ${room} must not know ${other ?? 'it'}`
}

/** The imports of one file that go against the architecture, a sentence each. */
export function findImportViolations(path: string, source: string): string[] {
  return listImports(path, source).flatMap(({ specifier, dynamic }) => {
    const found = findViolation(path, specifier, dynamic)
    return found ? [`${path} ${found}`] : []
  })
}
