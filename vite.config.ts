import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vite'
import { removeUnusedRouterCode } from './scripts/vite/remove-unused-router-code.ts'
import { forbidDemo } from './scripts/vite/vite-forbid-demo.ts'
import { precompileMessages } from './scripts/vite/precompile-messages.ts'
import { precompress } from './scripts/vite/precompress.ts'
import { addSecurityHeaders } from './scripts/vite/vite-security-headers.ts'

/** Address of a real backend, for `npm run dev` and `npm run preview`. Without it, development runs the demo. */
const backend = process.env['JOURNEY_API']

/** Parts of MSW that the demo's own worker never calls: more than half of its size. */
const unusedByDemo = [
  'tough-cookie',
  '@msw/url',
  '@mswjs/interceptors/fetch',
  '@mswjs/interceptors/WebSocket',
  '@mswjs/interceptors/XMLHttpRequest',
]
const stubs = fileURLToPath(new URL('scripts/vite/msw-stubs.ts', import.meta.url))
const memoize = { find: '@formatjs/fast-memoize', replacement: fileURLToPath(new URL('scripts/vite/memoize.ts', import.meta.url)) }

export default defineConfig(({ mode: asked }) => {
  const mode = asked === 'development' && !backend ? 'demo' : asked
  const demo = mode === 'demo'
  const proxy = backend ? { '/api': { target: backend, changeOrigin: true } } : {}
  return {
    mode,
    plugins: [
      react(),
      removeUnusedRouterCode(),
      precompileMessages(),
      addSecurityHeaders(demo ? 'demo' : 'production'),
      ...(demo ? [msw({ mode: 'worker-only' })] : [forbidDemo(), precompress()]),
    ],
    resolve: { alias: [memoize, ...(demo ? unusedByDemo.map((find) => ({ find, replacement: stubs })) : [])] },
    // No inlined assets: the CSP forbids data: fonts and styles. The bundle size check reads the manifest.
    build: {
      target: 'es2023',
      outDir: demo ? 'dist-demo' : 'dist',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      manifest: true,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // Keep the initial modules in one chunk, even if later chunks share parts of it.
              { name: 'index', tags: ['$initial'] },
              // One chunk of what the panels of the list and the command palette share: the first chunk has the names of all others.
              { name: 'views', test: /i18n\/view-messages|queries\/saved-views|saved-views\/view-address|match-label|search\/fold-text/ },
            ],
          },
        },
      },
    },
    server: { host: '127.0.0.1', proxy },
    preview: { host: '127.0.0.1', cors: false, proxy },
  }
})
