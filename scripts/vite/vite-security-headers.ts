import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { cacheControl, securityHeaders, type Serving } from '#scripts/headers.ts'

/** What is a file or the backend, and so must never be answered with the page. */
const neverThePage = /^\/(?:assets|api)\/|\.(?:js|css|map|json|woff2|svg|png|txt|webmanifest)$/

/** Serves as a careful host would: every header, and of a build caching by name and 404 for a missing file instead of the page. */
export function serving(built: Serving): Plugin {
  return {
    name: 'serving',
    config: (_, { command, mode, isPreview = false }) => {
      // Tests in a browser are driven by scripts that a policy would refuse. A preview would take over what is said here.
      if (command !== 'serve' || isPreview || mode === 'test') return {}
      const nonce = randomUUID()
      return { html: { cspNonce: nonce }, server: { headers: securityHeaders(built, nonce) } }
    },
    configurePreviewServer(server) {
      const root = resolve(server.config.root, server.config.build.outDir)
      const proxied = Object.keys(server.config.preview.proxy ?? {})
      const headers = Object.entries(securityHeaders(built))
      server.middlewares.use((request, response, next) => {
        const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
        for (const [name, value] of headers) response.setHeader(name, value)
        if (proxied.some((prefix) => path.startsWith(prefix))) return next()
        response.setHeader('cache-control', cacheControl(path))
        if (!neverThePage.test(path) || existsSync(join(root, path))) return next()
        response.setHeader('cache-control', 'no-cache')
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
      })
    },
  }
}
