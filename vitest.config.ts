import { playwright } from '@vitest/browser-playwright'
import { msw } from 'msw/vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { findChromium, launchOptions } from './scripts/chromium.ts'

const project = (name: string, test: TestProjectInlineConfiguration['test'], plugins: TestProjectInlineConfiguration['plugins'] = []) => ({
  extends: './vite.config.ts',
  plugins,
  test: {
    name,
    setupFiles: ['test/support/fail-on-console.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    // Generous, because the machine may be busy: this timeout ends hangs and measures nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    env: { CASES: process.env['CASES'] ?? '' },
    // Inlined, so that the alias to the formatter of precompiled messages applies to it.
    server: { deps: { inline: ['use-intl'] } },
    ...test,
  },
})

/** The backend's responses in Node, for comparison in browser tests. Not bundled with this file: Node runs it directly. */
const answersInNode = async (_: unknown, last: number): Promise<readonly string[]> => {
  const path = new URL('test/contract/equivalence/same-answers-in-node.ts', import.meta.url).href
  return ((await import(path)) as { readonly computeDigestsInNode: (last: number) => Promise<readonly string[]> }).computeDigestsInNode(
    last,
  )
}

// Files of a project that is not isolated share their modules, which takes half the time. What a test changes for all, it changes back.
export default defineConfig({
  test: {
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts'], isolate: false }),
      project('browsers', { include: ['test/browsers/**/*.test.ts'], fileParallelism: false }),
      project('structure', { include: ['test/structure/**/*.test.ts'], isolate: false }),
      project('contract', {
        include: ['test/{contract,integration,server}/**/*.test.ts'],
        exclude: ['**/*.browser.test.ts'],
        isolate: false,
      }),
      project('components', {
        include: ['test/components/**/*.test.{ts,tsx}'],
        // `setup.ts` cleans up after each test.
        isolate: false,
        environment: 'jsdom',
        setupFiles: ['test/support/fail-on-console.ts', 'test/components/support/setup.ts'],
      }),
      {
        ...project(
          'browser',
          {
            include: ['test/contract/**/*.browser.test.ts'],
            fileParallelism: false,
            browser: {
              enabled: true,
              headless: true,
              ui: false,
              screenshotFailures: false,
              traceView: false,
              commands: { answersInNode },
              provider: playwright({ launchOptions: { ...launchOptions, executablePath: findChromium() ?? 'chromium' } }),
              instances: [{ browser: 'chromium' }],
            },
          },
          [msw({ mode: 'worker-only' })],
        ),
        // A dependency that Vite discovers during a test would reload the page.
        optimizeDeps: {
          include: ['eventsource-parser', 'fast-check', 'hono/tiny', 'idb', 'msw/browser', 'msw/experimental', 'msw/http', 'valibot'],
        },
      },
    ],
  },
})
