import { describe, expect, test } from 'vitest'
import { bannedWords, findBannedNames, findFullFolders, findFunctionsWithoutVerb } from './naming-rules.ts'
import { projectFiles } from './project-files.ts'

// The list itself names the banned words.
const files = projectFiles.filter(({ path }) => path !== 'test/structure/naming-rules.ts')

describe('names', () => {
  test('no file and no identifier is called by a banned word', () => {
    expect(Object.keys(bannedWords).length).toBeGreaterThanOrEqual(30)
    expect(files.flatMap(({ path, source }) => findBannedNames(path, source))).toEqual([])
  })

  test('every exported function begins with a verb', () => {
    expect(files.flatMap(({ path, source }) => findFunctionsWithoutVerb(path, source).map((name) => `${path}: ${name}`))).toEqual([])
  })

  test('no folder holds more than 15 source files', () => {
    expect(findFullFolders(files.map(({ path }) => path))).toEqual([])
  })

  test.each([
    ['src/ui/focus-heir.ts', 'export const find = 1'],
    ['src/ui/focus.ts', 'const focusHeir = 1'],
    ['src/ui/focus.ts', 'interface Fates { readonly count: number }'],
    ['src/ui/focus.ts', 'interface Outcomes { readonly toldBy: string }'],
    ['src/ui/focus.tsx', 'const view = () => <Deed />'],
  ])('a file %s that says %s is found', (path, source) => {
    expect(findBannedNames(path, source)).toHaveLength(1)
  })

  test('a word that only contains a banned one is not found', () => {
    expect(findBannedNames('src/ui/label.ts', 'const labelled = "told"')).toEqual([])
  })

  test('functions without a verb are found, components and values are not', () => {
    const source =
      'export const opening = () => 1\nexport function Home() {}\nexport const limits = { most: 1 }\nexport function place() {}\nexport function midnight() {}'

    expect(findFunctionsWithoutVerb('src/ui/a.tsx', source)).toEqual(['opening', 'midnight'])
  })

  test('the sixteenth file of a folder is too many', () => {
    const paths = Array.from({ length: 16 }, (_, index) => `src/ui/file-${index}.ts`)

    expect([findFullFolders(paths), findFullFolders(paths.slice(1))]).toEqual([['src/ui holds 16 source files'], []])
  })
})
