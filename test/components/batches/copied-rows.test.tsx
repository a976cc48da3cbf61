import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { moreColumnIds } from '#features/home/filters/columns/column-layout.ts'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { backend, now } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const formula = '=HYPERLINK("x")\t<b>&'

/** Presses the keys that copy, where the focus is. Returns what is on the clipboard, by its type. */
function copy(): Readonly<Record<string, string>> {
  const clipboard: Record<string, string> = {}
  const target = document.activeElement ?? document.body
  const event = createEvent.copy(target, { clipboardData: { setData: (type: string, text: string) => (clipboard[type] = text) } })
  fireEvent(target, event)
  return clipboard
}

async function openList(address = '/?sort=-name') {
  await backend.start(
    buildSeed([
      buildVersion({ id: 'alpha', name: 'Alpha', publishedAt: now - 1000, tags: ['sale', formula], description: 'For\nall' }),
      buildVersionInStatus('stopped', { id: 'formula', name: formula, updatedAt: now }),
      buildVersion({ id: 'zulu', name: 'Zulu', publishedAt: now - 1000 }),
    ]),
  )
  const rendered = renderConsole(address)
  await findRow('Alpha')
  return rendered
}

const select = async ({ user }: Awaited<ReturnType<typeof openList>>, ...names: readonly string[]) => {
  for (const name of names) await user.click(screen.getByRole('checkbox', { name: `Select ${name} v. 1` }))
  await screen.findByRole('region', { name: 'Selection' })
}

test('selected rows are copied as rows, in their order, and no cell is a formula', async () => {
  const rendered = await openList()
  await select(rendered, 'Alpha', formula)

  const { 'text/plain': text = '', 'text/html': html = '' } = copy()

  const lines = text.split('\r\n').map((line) => line.split('\t'))
  expect(lines.map((line) => line[0])).toEqual(['Name', 'Alpha', `'=HYPERLINK("x") <b>&`])
  expect(lines.map((line) => line.length)).toEqual([6, 6, 6])
  expect(lines[0]).toEqual(['Name', 'Version', 'Status', 'People inside', 'Last update', 'Ended'])
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  expect(Array.from(table?.rows ?? [], (row) => Array.from(row.cells, (cell) => cell.textContent))).toEqual(lines)
  await waitFor(() => expect(rendered.announcements.at(-1)).toContain('2 rows were copied.'))
})

test('the columns that are shown are copied, in their order', async () => {
  const rendered = await openList('/?columns=name.300,tags,people,description,createdBy,type,ends,publishedBy')
  await select(rendered, 'Alpha')

  const { 'text/plain': text = '' } = copy()

  const [headings, row] = text.split('\r\n').map((line) => line.split('\t'))
  expect(headings).toEqual(['Name', 'Tags', 'People inside', 'Description', 'Created by', 'Type', 'End date', 'Published by'])
  expect(row).toEqual([
    'Alpha',
    expect.stringMatching(/^sale, =HYPERLINK/),
    '0',
    'For all',
    'Anna Müller',
    'Unitary event',
    '',
    'Anna Müller',
  ])
})

test('each column that there is has its text', async () => {
  const columns = moreColumnIds
  const rendered = await openList(`/?columns=${columns.join()}`)
  await select(rendered, 'Alpha')

  const { 'text/plain': text = '' } = copy()
  const lines = text.split('\r\n').map((line) => line.split('\t'))

  expect(lines.map((line) => line.length)).toEqual([columns.length + 1, columns.length + 1])
  expect(lines[0]).not.toContain('')
})

test('a text that is selected, and a field that has the focus, are copied as always', async () => {
  const rendered = await openList()
  await select(rendered, 'Alpha')

  screen.getByRole('searchbox').focus()
  expect(copy()).toEqual({})
  screen.getByRole('link', { name: 'Alpha' }).focus()
  getSelection()?.selectAllChildren(screen.getByRole('heading', { name: 'Journeys' }))
  expect(copy()).toEqual({})
})

test('without a selection nothing is copied', async () => {
  await openList()

  expect(copy()).toEqual({})
})
