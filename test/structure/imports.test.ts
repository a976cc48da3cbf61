import { expect, test } from 'vitest'
import { findImportViolations } from './import-rules.ts'
import { projectFiles } from './project-files.ts'

test('imports go one way through the rooms of the project', () => {
  const violations = projectFiles.flatMap(({ path, source }) => findImportViolations(path, source))

  expect(projectFiles.length).toBeGreaterThan(20)
  expect(violations).toEqual([])
})

test.each([
  ['src/domain/time.ts', `import { Hono } from 'hono'`],
  ['src/domain/time.ts', `import type { Journey } from '#api/contract/journey.ts'`],
  ['src/api/contract/journey.ts', `import { fetchJson } from '#api/http/request.ts'`],
  ['src/api/journeys.ts', `import { Badge } from '#ui/badge.tsx'`],
  ['src/ui/badge.tsx', `import { statuses } from '#domain/lifecycle.ts'`],
  ['src/i18n/words.ts', `import { Home } from '#features/home/home.tsx'`],
  ['src/features/home/home.tsx', `import { Page } from '#features/journey-page/page.tsx'`],
  ['src/features/actions/dialog.tsx', `export { Page } from '#features/journey-page/page.tsx'`],
  ['src/features/journey-page/page.tsx', `const routes = await import('#app/routes.tsx')`],
  ['src/app/routes.tsx', `import { render } from '../main.tsx'`],
  ['src/app/routes.tsx', `import { seed } from '#mocks/seed.ts'`],
  ['src/app/routes.tsx', `import { readFileSync } from 'node:fs'`],
  ['src/main.tsx', `import { startDemo } from '#mocks/hosts/start-demo.ts'`],
  ['backend/app.ts', `import { journeys } from '#api/journeys.ts'`],
  ['backend/app.ts', `import { seed } from '#mocks/seed.ts'`],
  ['mocks/start.ts', `import { Home } from '#features/home/home.tsx'`],
  ['scripts/serving.ts', `import { decide } from '#domain/lifecycle.ts'`],
  ['src/domain/population/stall.ts', `import { adviceFor } from '#domain/advice.ts'`],
  ['src/features/actions/state/action-context.ts', `import { ActionDialog } from '#features/actions/dialog/action-dialog.tsx'`],
  ['backend/views/overview.ts', `import { countPopulation } from '#domain/population/population.ts'`],
  ['backend/views/overview.ts', `import { adviseOn } from '#domain/advice.ts'`],
  ['backend/store/store.ts', `import { createApp } from '#backend/app.ts'`],
  ['mocks/elsewhere/start.ts', `import { seed } from '#mocks/seed/seed.ts'`],
  ['backend/app.ts', `import { openStore } from '#server/store/open-store.ts'`],
  ['src/main.tsx', `import { startServer } from '#server/start-server.ts'`],
  ['server/main.ts', `import { createDemo } from '#mocks/demo/demo.ts'`],
  ['server/main.ts', `import { createConnection } from '#api/connection/connection.ts'`],
  ['server/config/config.ts', `import { startServer } from '#server/start-server.ts'`],
  ['src/utils/dates.ts', `import { formatISO } from './format.ts'`],
])('a file %s that says %s goes against the architecture', (path, source) => {
  expect(findImportViolations(path, source)).toHaveLength(1)
})

test.each([
  ['src/api/journeys.ts', `import { journey } from './contract/journey.ts'`],
  ['src/features/journey-page/page.tsx', `import { Dialog } from '#features/actions/dialog.tsx'`],
  ['src/features/journey-page/header.tsx', `import { useQuery } from '@tanstack/react-query'\nimport { Menu } from './menu.tsx'`],
  ['src/app/routes.tsx', `const { Page } = await import('#features/journey-page/page.tsx')`],
  ['src/domain/advice.ts', `import { stall } from './population/stall.ts'`],
  ['src/main.tsx', `const { startDemo } = await import('#mocks/hosts/start-demo.ts')`],
  ['backend/engine/simulated-engine.ts', `import { adviseOn } from '#domain/advice.ts'`],
  ['backend/app.ts', `import { decide } from '#domain/lifecycle.ts'\nimport { journey } from '#api/contract/journey.ts'`],
  ['mocks/browser.ts', `import { createBackend } from '#backend/app.ts'`],
  ['server/main.ts', `import { createDemoSeed } from '#mocks/seed/seed.ts'`],
  ['server/http/backend.ts', `import { createBackend } from '#backend/app.ts'`],
  ['test/contract/answers.test.ts', `import { seed } from '#mocks/seed.ts'`],
  ['vite.config.ts', `import { serving } from './scripts/serving.ts'`],
])('a file %s may say %s', (path, source) => {
  expect(findImportViolations(path, source)).toEqual([])
})
