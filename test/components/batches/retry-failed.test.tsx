import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { maxAttempts } from '#backend/batches/run-batches.ts'
import { MemoryVersions } from '#backend/store/memory-versions.ts'
import { ConflictError } from '#backend/store/store.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { backend, now, otherUser, readSentCommands } from '#test/components/support/backend.ts'
import { getDialogButton, waitForDialogClosed, waitForImpact } from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const names = ['Alpha', 'Bravo', 'Carol']
const readStatus = async (id: string) => (await otherUser.getVersion(id)).status

/** The writes of a version fail until the returned function is called, as if others changed it all the time. */
function failWrites(versionId: string): () => void {
  const set = Reflect.get(MemoryVersions.prototype, 'set')
  const spy = vi.spyOn(MemoryVersions.prototype, 'set').mockImplementation(function fail(this: MemoryVersions, record) {
    if (record.id === versionId) throw new ConflictError(versionId, record.revision)
    return set.call(this, record)
  })
  onTestFinished(() => spy.mockRestore())
  return () => spy.mockRestore()
}

/** The worker makes all its attempts. */
async function runAttempts(): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    backend.setTime(now + attempt * 60_000)
    await backend.sendHeartbeat()
  }
  runPolls()
}

test('what failed in a batch is tried again in a new one, once, and the first one says so', async () => {
  await backend.start(buildSeed(names.map((name) => buildVersion({ id: name.toLowerCase(), name, publishedAt: now - 86_400_000 }))))
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  for (const name of names) await user.click(screen.getByRole('checkbox', { name: `Select ${name} v. 1` }))
  const stopFailing = failWrites('bravo')
  await user.click(within(await screen.findByRole('region', { name: 'Selection' })).getByRole('button', { name: 'Close to new entrances' }))
  await screen.findByRole('alertdialog')
  await waitForImpact()
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()
  const notice = await screen.findByRole('region', { name: 'Batches' })
  await runAttempts()
  await waitFor(() => expect(notice).toHaveTextContent('2 of 3 journeys were closed, 1 was not.'))
  expect(await readStatus('bravo')).toBe('live')

  await user.click(within(notice).getByRole('button', { name: 'Show progress' }))
  const panel = within(screen.getByRole('dialog', { name: 'Batches' }))
  stopFailing()
  await user.dblClick(await panel.findByRole('button', { name: 'Retry failed' }))
  await waitFor(() => expect(panel.getByRole('button', { expanded: true })).toHaveTextContent('Closing 1 journey: 0 closed so far.'))
  await runAttempts()

  await waitFor(() => expect(panel.getByRole('button', { expanded: true })).toHaveTextContent('The journey was closed.'))
  expect(await readStatus('bravo')).toBe('closed')
  expect(panel.queryByRole('button', { name: 'Retry failed' })).toBeNull()
  expect((await readSentCommands()).filter(({ path }) => path.endsWith('/retry'))).toHaveLength(1)
})
