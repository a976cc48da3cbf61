import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { getCacheControl, createSecurityHeaders, type BuildTarget } from '#server/http/security-headers.ts'

/** Paths of files and of the backend: never answered with the fallback page. */
const notPagePattern = /^\/(?:assets|api)\/|\.(?:js|css|map|json|woff2|svg|png|txt|webmanifest)$/

/** Serves as a production host would: every header; for a build also caching by name, and 404 instead of the page for a missing file. */
export function addSecurityHeaders(target: BuildTarget): Plugin {
  return {
    name: 'security-headers',
    config: (_, { command, mode, isPreview = false }) => {
      // Browser tests inject scripts that a policy would refuse. A preview would inherit these headers.
      if (command !== 'serve' || isPreview || mode === 'test') return {}
      const nonce = randomUUID()
      return { html: { cspNonce: nonce }, server: { headers: createSecurityHeaders(target, nonce) } }
    },
    configurePreviewServer(server) {
      const root = resolve(server.config.root, server.config.build.outDir)
      const proxied = Object.keys(server.config.preview.proxy ?? {})
      const headers = Object.entries(createSecurityHeaders(target))
      server.middlewares.use((request, response, next) => {
        const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
        for (const [name, value] of headers) response.setHeader(name, value)
        if (proxied.some((prefix) => path.startsWith(prefix))) return next()
        response.setHeader('cache-control', getCacheControl(path))
        if (!notPagePattern.test(path) || existsSync(join(root, path))) return next()
        response.setHeader('cache-control', 'no-cache')
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
      })
    },
  }
}
