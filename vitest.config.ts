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
    // Generous, because a machine may be busy: ends what hangs, measures nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { CASES: process.env['CASES'] ?? '' },
    // Else the alias to the formatter of precompiled messages would not reach it.
    server: { deps: { inline: ['use-intl'] } },
    ...test,
  },
})

/** What the backend answers in Node, for tests in the browser to compare with. Not bundled with this file: Node itself runs it. */
const answersInNode = async (_: unknown, last: number): Promise<readonly string[]> => {
  const path = new URL('test/contract/equivalence/same-answers-in-node.ts', import.meta.url).href
  return ((await import(path)) as { readonly answersInNode: (last: number) => Promise<readonly string[]> }).answersInNode(last)
}

export default defineConfig({
  test: {
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts'] }),
      project('structure', { include: ['test/structure/**/*.test.ts'] }),
      project('contract', {
        include: ['test/{contract,integration}/**/*.test.ts'],
        exclude: ['**/*.browser.test.ts'],
      }),
      project('components', {
        include: ['test/components/**/*.test.{ts,tsx}'],
        // One environment for all files, which halves their time: `setup.ts` leaves nothing of one test to the next.
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
        // A package that Vite finds only while a test runs makes it load the page again.
        optimizeDeps: {
          include: ['eventsource-parser', 'fast-check', 'hono/tiny', 'idb', 'msw/browser', 'msw/experimental', 'msw/http', 'valibot'],
        },
      },
    ],
  },
})
