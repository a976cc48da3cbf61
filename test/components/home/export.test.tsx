import { screen, waitFor } from '@testing-library/react'
import { parse } from 'csv-parse/sync'
import { beforeEach, expect, test, vi } from 'vitest'
import { interceptRequests, otherUser, removeInterceptions } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { failRequest, holdRequest, truncateResponse } from '#test/support/transport-faults.ts'

const exportPath = /^\/api\/versions\.csv$/

/** The files that the browser was asked to save: jsdom saves none. */
let saved: { readonly name: string; readonly content: Blob }[] = []

beforeEach(() => {
  saved = []
  const contents = new Map<string, Blob>()
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push({ name: this.download, content: contents.get(this.href) ?? new Blob() })
  })
  URL.createObjectURL = (content: Blob) => {
    contents.set('blob:saved', content)
    return 'blob:saved'
  }
  URL.revokeObjectURL = () => {}
})

test('what the filter matches is saved as a file, and the number of its rows announced', async () => {
  const { user } = renderConsole('/?status=live&sort=name')
  await findRow('Welcome series')
  const list = await otherUser.getList('status=live&sort=name&limit=200')

  await user.click(screen.getByRole('button', { name: 'Export' }))

  expect(await screen.findByText(`${list.matchingCount} versions were exported.`)).toBeInTheDocument()
  expect(saved).toHaveLength(1)
  expect(saved[0]?.name).toMatch(/^journeys-\d{4}-\d{2}-\d{2}\.csv$/)
  const rows: Record<string, string>[] = parse((await saved[0]?.content.text()) ?? '', { columns: true, bom: true })
  expect(rows.map(({ name }) => name)).toEqual(list.items.map(({ name }) => name))
  expect(screen.getByRole('button', { name: 'Export' })).toHaveFocus()
})

test('an export can be cancelled, and saves nothing then', async () => {
  interceptRequests('GET', exportPath, holdRequest().fault)
  const { user } = renderConsole('/')
  await findRow('Welcome series')

  await user.click(screen.getByRole('button', { name: 'Export' }))
  await user.click(await screen.findByRole('button', { name: /^Cancel export/ }))

  expect(await screen.findByText('The export was cancelled. No file was saved.')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Export' })).toHaveFocus()
  expect(saved).toEqual([])
})

test.each([
  ['does not arrive', failRequest],
  ['is cut off', truncateResponse],
])('an answer that %s saves nothing, says so, and the export can be tried again', async (_, fault) => {
  interceptRequests('GET', exportPath, fault)
  const { user } = renderConsole('/')
  await findRow('Welcome series')

  await user.click(screen.getByRole('button', { name: 'Export' }))

  expect(await screen.findByText(/^Nothing was exported\./)).toBeVisible()
  expect(saved).toEqual([])
  removeInterceptions()
  await user.click(screen.getByRole('button', { name: 'Export' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(screen.queryByText(/^Nothing was exported/)).toBeNull()
})
