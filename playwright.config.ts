import { defineConfig } from '@playwright/test'
import { findChromium, launchOptions } from './scripts/chromium.ts'
import type { ProjectOptions } from './test/e2e/support/console-page.ts'
import { scaleCases } from './test/support/test-size.ts'

/** Serves a build. The server takes the next free port and prints it; the name of the regexp group becomes an environment variable. */
const serve = (mode: 'demo' | 'production', stdout: RegExp) => ({
  command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --mode ${mode}`,
  env: { NO_COLOR: '1' },
  wait: { stdout },
})

const isFullSize = scaleCases(10) >= 10

/**
 * Tests that run under a page translator below the full size, and there only: the procedures by mouse, and what changes in another tab.
 * The translator leaves the words as they are. At the full size every test runs with it and without it.
 */
const translatedTests = /, by mouse|in two tabs at once/

/** Requires both builds: `npm run build:demo` and `npm run build`. */
export default defineConfig<ProjectOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: true,
  // Generous, because the machine may be busy: durations are measured elsewhere.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  workers: 2,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${process.env['DEMO_PORT']}`,
    launchOptions: { ...launchOptions, executablePath: findChromium() ?? 'chromium' },
    trace: 'off',
  },
  projects: [
    { name: 'original', ...(isFullSize ? {} : { grepInvert: translatedTests }) },
    { name: 'translated', use: { translated: true }, ...(isFullSize ? {} : { grep: translatedTests }) },
  ],
  webServer: [
    serve('demo', /http:\/\/127\.0\.0\.1:(?<demo_port>\d+)/),
    serve('production', /http:\/\/127\.0\.0\.1:(?<production_port>\d+)/),
  ],
})
