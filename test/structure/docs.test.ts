import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openapiDocument } from '#backend/openapi/document.ts'
import { formatApiReference, type ApiDocument } from '#backend/openapi/markdown.ts'
import { formatConfigTable } from '#server/config/config-table.ts'

const documents = globSync(['*.md', 'docs/**/*.md']).map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** Paths of the project that a document names in backquotes: with a folder, and an ending or a closing slash; without placeholders. */
const namedPath =
  /`((?:src|backend|server|mocks|scripts|test|docs)\/[\w./-]+\.(?:tsx?|mjs|json|md)|(?:src|backend|server|mocks|scripts|test|docs)\/[\w./-]+)`/g

test('every file and folder that a document names exists', () => {
  const missing = documents.flatMap(({ path, text }) =>
    [...text.matchAll(namedPath)].flatMap(([, named = '']) => (existsSync(named) ? [] : [`${path}: ${named}`])),
  )

  expect(documents.length).toBeGreaterThan(20)
  expect(missing).toEqual([])
})

test('every link between documents leads somewhere', () => {
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].flatMap(([, link = '']) =>
      existsSync(join(dirname(path), link)) ? [] : [`${path}: ${link}`],
    ),
  )

  expect(broken).toEqual([])
})

test('the API reference is the one that the contract gives: `npm run api-docs` writes it', () => {
  const reference = readFileSync('docs/api.md', 'utf8')

  expect(reference).toBe(formatApiReference(openapiDocument as unknown as ApiDocument))
  expect(reference).toContain('### POST /api/versions/{id}/stop')
})

test('the table of the configuration is the one that its schema gives: `node server/config/config-table.ts` prints it', () => {
  const documented = readFileSync('docs/server.md', 'utf8').split(/<!--[^>]*-->\n/)[1]

  expect(documented).toBe(`${formatConfigTable()}\n`)
  expect(documented).toContain('| `PORT` |')
})
