import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { precompileMessages, precompileTree } from '#scripts/vite/precompile-messages.ts'
import type { App } from '#test/bench/report/results.ts'

/** A build that is measured: `bareVirtual` is the bare console with a virtual list, of as many rows as its address says. */
export type Build = App | 'bareVirtual'

/** Precompiles the messages of the bare console, as the product's are. */
const precompileBareMessages = (): Plugin => ({
  name: 'precompile-bare-messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/bench\/bare\/messages\.[a-z]+\.json$/ },
    handler: (code) => ({ code: JSON.stringify(precompileTree(JSON.parse(code) as Parameters<typeof precompileTree>[0])), map: null }),
  },
})

/** Builds the bare console with the product's plugins. `mode` says where its list comes from, or that it is virtual. */
const buildBare = (mode: 'memory' | 'request' | 'virtual', outDir: string) =>
  build({
    configFile: false,
    root: fileURLToPath(new URL('../bare', import.meta.url)),
    mode,
    logLevel: 'warn',
    plugins: [react(), precompileMessages(), precompileBareMessages()],
    build: { target: 'es2023', outDir, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  })

const builders: Readonly<Record<Build, (outDir: string) => Promise<unknown>>> = {
  bare: (outDir) => buildBare('memory', outDir),
  bareRequest: (outDir) => buildBare('request', outDir),
  bareVirtual: (outDir) => buildBare('virtual', outDir),
  production: (outDir) => build({ mode: 'production', logLevel: 'warn', build: { outDir } }),
  demo: (outDir) => build({ mode: 'demo', logLevel: 'warn', build: { outDir } }),
}

/** The folder that a console is built into. */
export const getBuildFolder = (name: Build): string => fileURLToPath(new URL(`../../../test-results/bench/${name}`, import.meta.url))

/** Builds consoles, one after another. */
export async function buildApps(names: Iterable<Build>): Promise<void> {
  for (const name of names) await builders[name](getBuildFolder(name))
}
