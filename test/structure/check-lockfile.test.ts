import { expect, test } from 'vitest'
import { findLockProblems } from '#scripts/check-lockfile.ts'

const vite = { integrity: 'sha512-a', optionalDependencies: { fsevents: '2.3.3' } }
const fsevents = { integrity: 'sha512-b' }

test('a lock that names every optional package installs everywhere', () => {
  const beside = { '': {}, 'node_modules/vite': vite, 'node_modules/fsevents': fsevents }
  const within = { '': {}, 'node_modules/vite': vite, 'node_modules/vite/node_modules/fsevents': fsevents }

  expect(findLockProblems({ packages: beside })).toEqual([])
  expect(findLockProblems({ packages: within })).toEqual([])
})

test.each([
  ['lacks the program of another platform', { 'node_modules/vite': vite }],
  ['has it only inside another package', { 'node_modules/vite': vite, 'node_modules/vitest/node_modules/fsevents': fsevents }],
  ['has a package without integrity', { 'node_modules/fsevents': {} }],
  ['has a download address', { 'node_modules/fsevents': { ...fsevents, resolved: 'somewhere' } }],
])('a lock that %s is refused', (_, packages) => {
  expect(findLockProblems({ packages })).toHaveLength(1)
})
