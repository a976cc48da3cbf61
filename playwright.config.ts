import { defineConfig } from '@playwright/test'
import { findChromium, launchOptions } from './scripts/chromium.ts'

/** The demo must be built (`npm run build:demo`). The server takes the next free port and says which. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${process.env['DEMO_PORT']}`,
    launchOptions: { ...launchOptions, executablePath: findChromium() ?? 'chromium' },
    trace: 'off',
  },
  webServer: {
    command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --mode demo`,
    env: { NO_COLOR: '1' },
    wait: { stdout: /http:\/\/127\.0\.0\.1:(?<demo_port>\d+)/ },
  },
})
