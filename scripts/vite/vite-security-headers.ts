import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { getCacheControl, createSecurityHeaders, type BuildTarget } from '#scripts/headers.ts'

/** What is a file or the backend, and so must never be answered with the page. */
const notPagePattern = /^\/(?:assets|api)\/|\.(?:js|css|map|json|woff2|svg|png|txt|webmanifest)$/

/** Serves as a careful host would: every header, and of a build caching by name and 404 for a missing file instead of the page. */
export function addSecurityHeaders(target: BuildTarget): Plugin {
  return {
    name: 'security-headers',
    config: (_, { command, mode, isPreview = false }) => {
      // Tests in a browser are driven by scripts that a policy would refuse. A preview would take over what is said here.
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
