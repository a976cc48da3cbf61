import { PGlite } from '@electric-sql/pglite'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'

/**
 * An empty cluster of PGlite, which takes nine times as long to create as to load. It is kept between test files and runs, a file for each release
 * of PGlite.
 */
export async function readEmptyCluster(): Promise<Blob> {
  const { version } = JSON.parse(await readFile('node_modules/@electric-sql/pglite/package.json', 'utf8')) as { readonly version: string }
  const path = `node_modules/.cache/pglite-${version}.tar`
  if (!existsSync(path)) {
    const pglite = await PGlite.create()
    const cluster = await pglite.dumpDataDir('none')
    await pglite.close()
    await mkdir('node_modules/.cache', { recursive: true })
    // Renamed when it is whole: another file may look for it meanwhile.
    await writeFile(`${path}.${process.pid}`, cluster.stream())
    await rename(`${path}.${process.pid}`, path)
  }
  return new Blob([await readFile(path)])
}
