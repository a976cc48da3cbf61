import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { interceptRequests, otherUser } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { failRequest } from '#test/support/transport-faults.ts'

/** Records path and query of each later read of versions that is not a read of the list. */
function recordVersionReads(): readonly string[] {
  const reads: string[] = []
  interceptRequests('GET', /^\/api\/versions\b/, (next, { url }) => {
    const { pathname, search, searchParams } = new URL(url)
    if (pathname !== '/api/versions' || searchParams.has('id')) reads.push(pathname + search)
    return next()
  })
  return reads
}

const ids = ['back-in-stock-alert-v2', 'sneaker-drop-v1', 'welcome-series-v2']
const names = ['Back in stock alert', 'Sneaker drop', 'Welcome series']

test('rows that are held although they have left the list are read by one request, however many', async () => {
  const { user } = renderConsole('/?status=live')
  const rows = await Promise.all(names.map((name) => findRow(name)))
  const reads = recordVersionReads()
  await user.hover(rows[0]!)

  for (const id of ids) await otherUser.sendCommand('stop', id)
  runPolls()

  await waitFor(() => rows.forEach((row) => expect(row).toHaveTextContent('Stopped')))
  expect(reads).toEqual([`/api/versions?${new URLSearchParams(ids.map((id) => ['id', id]))}`])
})

test('of held rows that were deleted and published each says what has become of it', async () => {
  const { user } = renderConsole('/?status=draft')
  const [deleted, published] = [await findRow('Refer a friend'), await findRow('Roaming pass upsell')]
  await user.hover(deleted)

  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  await otherUser.sendCommand('publish', 'roaming-pass-upsell-v4')
  runPolls()

  await waitFor(() => expect(deleted).toHaveTextContent(/Deleted.*Bob Ng deleted it/))
  await waitFor(() => expect(published).toHaveTextContent('Live'))
})

test('a held row that was deleted says so, too, if the next batch cannot be read', async () => {
  const { user } = renderConsole('/?status=draft')
  const [deleted, published] = [await findRow('Refer a friend'), await findRow('Roaming pass upsell')]
  await user.hover(deleted)
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  runPolls()
  await waitFor(() => expect(deleted).toHaveTextContent(/Deleted/))

  let failed = 0
  interceptRequests('GET', /^\/api\/versions$/, async (next, request) => {
    if (!new URL(request.url).searchParams.has('id')) return next()
    failed++
    return failRequest(next, request)
  })
  await otherUser.sendCommand('publish', 'roaming-pass-upsell-v4')
  runPolls()
  await waitFor(() => expect(failed).toBeGreaterThan(0))
  await waitFor(() => expect(published).toHaveTextContent('Draft'))
  expect(deleted).toHaveTextContent(/Deleted/)
})
