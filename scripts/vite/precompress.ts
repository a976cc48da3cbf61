import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Files that become smaller. */
const compressible = /\.(?:html|js|css|json|svg|txt)$/

/** From this size on, in bytes, a compressed answer needs fewer packets. */
const minBytes = 1_000

/** Writes `.br` and `.gz` beside each file of the build, for servers that send bodies that are compressed already. */
export const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  writeBundle: ({ dir = '' }, bundle) => {
    for (const name of Object.keys(bundle).filter((each) => compressible.test(each) && !each.startsWith('.'))) {
      const path = join(dir, name)
      const body = readFileSync(path)
      if (body.length < minBytes) continue
      writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }))
      writeFileSync(`${path}.gz`, gzipSync(body, { level: constants.Z_BEST_COMPRESSION }))
    }
  },
})
