import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a body is compressed; `identity`: not at all. */
export type Encoding = 'br' | 'gzip' | 'identity'

/** A file of the build, in memory. */
export interface StaticFile {
  readonly type: string
  /** The same content has the same tag, on every replica. */
  readonly tag: string
  readonly bodies: Readonly<Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>> & { readonly identity: Uint8Array<ArrayBuffer> }
}

/** The files of the build by their paths, such as `/assets/index-1a2b.js`. A path that is not a key leads nowhere. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
}

const extensions = { br: '.br', gzip: '.gz' } as const

const getEnding = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** Reads a build into memory. Files that begin with a dot, such as the manifest of the build, are left out. */
export function readStaticFiles(folder: string): StaticFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .map((path) => `/${path.replace(/^\//, '')}`)
    .filter((path) => !path.includes('/.'))
  const names = new Set(paths)
  const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, path)))
  return new Map(
    paths
      .filter((path) => getEnding(path) in types)
      .map((path) => {
        const identity = read(path)
        const compressed = Object.entries(extensions).flatMap(([encoding, extension]) =>
          names.has(path + extension) ? [[encoding, read(path + extension)] as const] : [],
        )
        const tag = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
        return [path, { type: types[getEnding(path)] ?? '', tag, bodies: { identity, ...Object.fromEntries(compressed) } }]
      }),
  )
}
