import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

const servers = [config.webServer ?? []].flat()

/** Pictures of every state, for `npm run looks`: of the builds in the folder `LOOKS_ROOT`. */
export default defineConfig({
  ...config,
  testDir: 'test/looks',
  outputDir: 'test-results/looks/playwright',
  timeout: 900_000,
  reporter: 'line',
  use: { ...config.use, actionTimeout: 30_000, locale: 'en-US', timezoneId: 'Europe/Paris' },
  webServer: servers.map((server) => ({ ...server, cwd: process.env['LOOKS_ROOT'] ?? '.' })),
})
