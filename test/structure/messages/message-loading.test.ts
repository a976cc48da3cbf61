import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectFiles } from '#test/structure/project-files.ts'
import { findUnloadedMessages } from './message-loading.ts'

const listCatalogues = (language: string) => globSync(`src/i18n/*messages.${language}.json`)

test('every message of another language is loaded with its others', () => {
  const source = readFileSync('src/i18n/messages.fr.ts', 'utf8')

  const imported = Array.from(source.matchAll(/from '\.\/(.+\.json)'/g), ([, file]) => `src/i18n/${file}`)

  expect(imported.toSorted()).toEqual(listCatalogues('fr').toSorted())
})

test('in English, every message is loaded with the code that says it, or before', () => {
  const messages = listCatalogues('en').map((path) => [path, readFileSync(path, 'utf8')] as const)
  const sources = new Map([
    ...projectFiles.filter(({ path }) => path.startsWith('src/')).map(({ path, source }) => [path, source] as const),
    ...messages,
  ])

  expect(messages.length).toBeGreaterThan(1)
  expect(findUnloadedMessages(sources, 'src/main.tsx')).toEqual([])
})

const mainMessages = ['src/messages.json', '{ "app": { "name": "Console" } }'] as const
const pageMessages = ['src/page-messages.json', '{ "page": { "title": "Page" } }'] as const

/** What is asked for too early, if `main.ts` loads `page.ts`, which loads `tab.ts`. */
const findUnloaded = (main: string, page: string, tab = '') =>
  findUnloadedMessages(
    new Map([
      ['src/main.ts', `import './messages.json'; import('./page.ts'); ${main}`],
      ['src/page.ts', `import('./tab.ts'); ${page}`],
      ['src/tab.ts', tab],
      mainMessages,
      pageMessages,
    ]),
    'src/main.ts',
  )

test.each([
  ['in the first script', `t('page.title')`, `import './page-messages.json'`],
  ['without importing it', '', `t('page.title')`],
  ['that it imports as a type only', '', `import type page from './page-messages.json'; t('page.title')`],
])('a message of the page that is asked for %s is found', (_, main, page) => {
  expect(findUnloaded(main, page)).toHaveLength(1)
})

test.each([
  ['the page', `import './page-messages.json'; t('page.title'); t('app.name')`, ''],
  ['what the page loads', `import './page-messages.json'`, `t('page.title')`],
])('a message of the page can be asked for by %s', (_, page, tab) => {
  expect(findUnloaded('', page, tab)).toEqual([])
})
