import { expect, test } from 'vitest'
import { projectFiles } from './project-files.ts'
import { computeMedian, findSourceViolations } from './source-rules.ts'

test('every file keeps to the conventions', () => {
  expect(projectFiles.flatMap(({ path, source }) => findSourceViolations(path, source))).toEqual([])
})

test('the files of the console and of its backend are short: half of them have at most 80 lines', () => {
  const lengths = projectFiles
    .filter(({ path }) => /^(?:src|backend)\//.test(path))
    .map(({ source }) => source.trimEnd().split('\n').length)

  expect(computeMedian(lengths)).toBeLessThanOrEqual(80)
})

test.each([
  ['src/ui/index.ts', `export const a = 1`],
  ['src/ui/utils.ts', `export const a = 1`],
  ['src/ui/StatusBadge.tsx', `export const a = 1`],
  ['src/ui/badge.tsx', `export * from './icon.tsx'`],
  ['src/ui/badge.tsx', `export { Icon } from './icon.tsx'`],
  ['src/ui/badge.tsx', `export type { Shape } from './icon.tsx'`],
  ['src/ui/badge.tsx', `export default function Badge() {}`],
  ['src/ui/badge.tsx', `const Badge = 1\nexport { Badge as default }`],
  ['src/ui/badge.tsx', `export const shape = (status: any) => status`],
  ['src/ui/badge.tsx', `export const shape = status as unknown as any[]`],
  ['src/ui/badge.tsx', `export const Badge = () => <i data-testid="badge" />`],
  ['src/ui/badge.tsx', `export const Badge = () => <Link to="/" ref={restoreFocus}>Home</Link>`],
  ['src/ui/badge.tsx', `function Badge() {\n  const a = 1\n  useEffect(() => {})\n}`],
  ['src/ui/badge.tsx', `function Badge() {\n  // measures the text\n\n  React.useLayoutEffect(() => {})\n}`],
  ['src/ui/badge.tsx', `export const isLive = (journey: Journey) => journey.status === 'live'`],
  ['backend/app.ts', `if ('closed' !== version.life.status) stop()`],
  ['backend/app.ts', `switch (status) {\n  case 'live':\n    stop()\n}`],
  ['test/rules/time.test.ts', `test.skip('a journey', () => {})`],
  ['test/rules/time.test.ts', `describe.only('a journey', () => {})`],
  ['test/rules/time.test.ts', `test.skipIf(process.env.CI)('a journey', () => {})`],
  ['test/e2e/close.test.ts', `test.describe.fixme('a journey', () => {})`],
  ['test/rules/time.test.ts', `expect(html).toMatchInlineSnapshot()`],
  ['test/components/badge.test.tsx', `screen.getByTestId('badge')`],
  ['test/unit/time.test.ts', `vi.mock('#domain/time.ts', () => ({ now: 0 }))`],
  ['test/contract/suite/routing.ts', `await client().send('/api/views', { headers: { 'sec-fetch-site': 'cross-site' } })`],
  ['test/unit/time.test.ts', `await vi.waitFor(() => expect(read()).toBe(1))`],
])('a file %s that says %s goes against the conventions', (path, source) => {
  expect(findSourceViolations(path, source)).toHaveLength(1)
})

test.each([
  ['src/ui/badge.tsx', `function Badge() {\n  // The font arrives late: measure again.\n  useEffect(() => {})\n}`],
  ['src/domain/time.ts', `export const isOver = (life: Life) => life.status === 'finished'`],
  ['src/api/http.ts', `if (query.status === 'pending' || answer.status === 200) wait()`],
  ['src/ui/badge.tsx', `export const Badge = () => <span ref={restoreFocus}><Link to="/">Home</Link></span>`],
  ['playwright.config.ts', `export default {}`],
  ['test/rules/time.test.ts', `test.each([1])('a journey', () => {})`],
])('a file %s may say %s', (path, source) => {
  expect(findSourceViolations(path, source)).toEqual([])
})
