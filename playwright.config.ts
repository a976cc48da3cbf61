import { defineConfig } from '@playwright/test'
import { findChromium, launchOptions } from './scripts/chromium.ts'
import type { ProjectOptions, WorkerOptions } from './test/e2e/support/console-page.ts'
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

/**
 * Tests that also run on a server, at the full size: those of these files that are not marked `@demo`. A test with that mark controls the demo,
 * its clock or its users, or runs on a backend of its own.
 */
const serverFiles = [
  'actions/{concurrent-change,conflicts,double-submit,end-journey-flows,ending-many,impact-dialog,lifecycle-actions}.spec.ts',
  'console/{cross-cutting,list,live-updates,overview,path,people,ways-back}.spec.ts',
  'accessibility/{apg,appearance,input-modalities}.spec.ts',
  'server/sign-in.spec.ts',
]

/** Tests of what only a server has. */
const serverOnlyFiles = 'server/*.spec.ts'

/** Tests that run on a server below the full size: the four procedures, each in one language, and the sign-in. */
const shortServerTests = /end-journey-flows.*(?:by mouse|by keyboard)|server\/sign-in/

/** Requires both builds: `npm run build:demo` and `npm run build`. */
export default defineConfig<ProjectOptions, WorkerOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: true,
  // Generous, because the machine may be busy: durations are measured elsewhere.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  retries: 0,
  // One more than the cores of a small machine: tests wait for timers and for each other.
  workers: 3,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${process.env['DEMO_PORT']}`,
    // The pages of a test live for seconds: what the optimizing compilers cost does not pay back.
    launchOptions: {
      args: [...launchOptions.args, '--js-flags=--no-maglev --no-opt'],
      executablePath: findChromium() ?? 'chromium',
    },
    trace: 'off',
  },
  projects: [
    { name: 'original', testIgnore: serverOnlyFiles, ...(isFullSize ? {} : { grepInvert: translatedTests }) },
    { name: 'translated', testIgnore: serverOnlyFiles, use: { translated: true }, ...(isFullSize ? {} : { grep: translatedTests }) },
    {
      name: 'server',
      use: { onServer: true },
      testMatch: serverFiles,
      grepInvert: /@demo/,
      ...(isFullSize ? {} : { grep: shortServerTests }),
    },
  ],
  webServer: [
    serve('demo', /http:\/\/127\.0\.0\.1:(?<demo_port>\d+)/),
    serve('production', /http:\/\/127\.0\.0\.1:(?<production_port>\d+)/),
  ],
})
