import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** What `npm run mutants` runs of each project: the tests of the domain and of the backend in Node, each suite on one host only. */
const filesByProject: Readonly<Record<string, readonly string[]>> = {
  unit: ['test/unit/{domain,backend}/**/*.test.ts'],
  contract: [
    'test/contract/hosts/{in-process,memory,memory-store}.test.ts',
    'test/contract/{hostile,permissions}/**/*.test.ts',
    'test/contract/batches/batch-runs.test.ts',
    // People who enter or are looked up, and commands to an engine: on PGlite, in this process.
    'test/server/engine/{backend,find-person}.test.ts',
    'test/server/webhook/webhook-engine.test.ts',
  ],
}

export default defineConfig({
  test: {
    projects: (config.test?.projects ?? []).flatMap((project) => {
      if (typeof project !== 'object' || !('test' in project)) return []
      const { name, setupFiles = [] } = project.test ?? {}
      const include = typeof name === 'string' ? filesByProject[name] : undefined
      if (!include) return []
      const test = {
        ...project.test,
        include: [...include],
        // Compiles the rules itself, which are not TypeScript any more once they contain mutants.
        exclude: ['test/unit/domain/lifecycle-types.test.ts'],
        setupFiles: [setupFiles, 'test/support/end-on-failure.ts'].flat(),
        // All files in one worker: to start one takes longer than the tests of most files.
        isolate: false,
      }
      return [{ ...project, test }]
    }),
  },
})
