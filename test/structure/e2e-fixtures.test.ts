import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every test in a browser uses the fixture that fails on violations of the content policy and on requests to other origins', () => {
  const specs = globSync('test/e2e/**/*.spec.ts')
  const unwatched = specs.filter((path) => {
    const text = readFileSync(path, 'utf8')
    const watched = /import \{[^}]*\btest\b[^}]*\} from '#test\/e2e\/support\/(?:console-page|routed-backend)\.ts'/.test(text)
    return !watched || /import \{[^}]*\btest\b[^}]*\} from '@playwright\/test'/.test(text)
  })

  expect(specs.length).toBeGreaterThan(20)
  expect(unwatched).toEqual([])
})
