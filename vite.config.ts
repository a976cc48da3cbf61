import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vite'
import { forbidDemo } from './scripts/vite/vite-forbid-demo.ts'
import { precompileMessages } from './scripts/vite/precompile-messages.ts'
import { addSecurityHeaders } from './scripts/vite/vite-security-headers.ts'

/** Address of a real backend, for `npm run dev` and `npm run preview`. Without it, development runs the demo. */
const backend = process.env['JOURNEY_API']

/** What MSW brings along that the demo's own worker never calls; together more than half of its weight. */
const unusedByDemo = [
  'tough-cookie',
  '@msw/url',
  '@mswjs/interceptors/fetch',
  '@mswjs/interceptors/WebSocket',
  '@mswjs/interceptors/XMLHttpRequest',
]
const stubs = fileURLToPath(new URL('scripts/vite/msw-stubs.ts', import.meta.url))

export default defineConfig(({ mode: asked }) => {
  const mode = asked === 'development' && !backend ? 'demo' : asked
  const demo = mode === 'demo'
  const proxy = backend ? { '/api': { target: backend, changeOrigin: true } } : {}
  return {
    mode,
    plugins: [
      react(),
      precompileMessages(),
      addSecurityHeaders(demo ? 'demo' : 'production'),
      demo ? msw({ mode: 'worker-only' }) : forbidDemo(),
    ],
    resolve: { alias: demo ? unusedByDemo.map((find) => ({ find, replacement: stubs })) : [] },
    // No inlined assets: the content policy allows no data: fonts or styles. The manifest is what the byte count reads.
    build: {
      target: 'es2023',
      outDir: demo ? 'dist-demo' : 'dist',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      manifest: true,
      // What the first look needs comes in one piece, however many later pieces share parts of it.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } } },
    },
    server: { host: '127.0.0.1', proxy },
    preview: { host: '127.0.0.1', cors: false, proxy },
  }
})
