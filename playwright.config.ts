import { defineConfig } from '@playwright/test'
import { findChromium, launchOptions } from './scripts/chromium.ts'

/** Serves a build. The server takes the next free port and prints it; the name of the regexp group becomes an environment variable. */
const serve = (mode: 'demo' | 'production', stdout: RegExp) => ({
  command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --mode ${mode}`,
  env: { NO_COLOR: '1' },
  wait: { stdout },
})

/** Requires both builds: `npm run build:demo` and `npm run build`. */
export default defineConfig({
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
  webServer: [
    serve('demo', /http:\/\/127\.0\.0\.1:(?<demo_port>\d+)/),
    serve('production', /http:\/\/127\.0\.0\.1:(?<production_port>\d+)/),
  ],
})
