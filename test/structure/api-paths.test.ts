import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'
import { projectFiles } from './project-files.ts'

/** A path of the API in a text, not the path of a source file. */
const apiPath = /(?<![\w#])\/api\//

/** The texts of one file that contain a path of the API, with the file. */
function findApiPaths(path: string, source: string): string[] {
  const found: string[] = []
  const check = (text: string): void => void (apiPath.test(text) && found.push(`${path}: ${text}`))
  new Visitor({
    Literal: ({ value }) => typeof value === 'string' && check(value),
    TemplateElement: ({ value }) => check(value.cooked ?? value.raw),
  }).visit(parseSync(path, source).program)
  return found
}

test('console and backend take the paths of the API from the contract, and write none themselves', () => {
  const files = projectFiles.filter(({ path }) => /^(?:src|backend)\//.test(path) && !path.startsWith('src/api/contract/'))

  expect(files.flatMap(({ path, source }) => findApiPaths(path, source))).toEqual([])
})

test.each([
  ["send('/api/events')", 1],
  ['send(`/api/versions/${id}/stop`)', 1],
  ["import { a } from '#api/contract/a.ts'", 0],
  ["const hint = 'see src/api/contract'", 0],
  ['// GET /api/versions', 0],
])('a path is found in %s: %i', (source, count) => {
  expect(findApiPaths('src/a.ts', source)).toHaveLength(count)
})
