import { screen, waitFor } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { backend, now } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const names = Array.from({ length: 25 }, (_, nth) => `Wave ${nth + 1}`)

async function openList() {
  // A window of ten rows.
  const height = vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(innerHeight / 10)
  onTestFinished(() => height.mockRestore())
  await backend.start(buildSeed(names.map((name, nth) => buildVersion({ id: `v${nth}`, name, publishedAt: now - 1000 }))))
  const rendered = renderConsole('/?sort=name')
  await findRow('Wave 25')
  screen.getByRole('link', { name: 'Wave 1' }).focus()
  return rendered
}

test.each([
  ['{PageDown}', 'Wave 9', 'Row 9 of 25'],
  ['{PageDown}{PageDown}{PageDown}{PageDown}', 'Wave 25', 'Row 25 of 25'],
  ['{End}{PageUp}', 'Wave 17', 'Row 17 of 25'],
  ['{PageDown}{PageUp}{PageUp}', 'Wave 1', 'Row 1 of 25'],
  ['{End}{Home}', 'Wave 1', 'Row 1 of 25'],
  ['{ArrowDown}', 'Wave 2', 'Row 2 of 25'],
])('%s moves the focus by index to %s, and its position is announced', async (keys, name, position) => {
  const { user, announcements } = await openList()

  await user.keyboard(keys)

  expect(screen.getByRole('link', { name })).toHaveFocus()
  await waitFor(() => expect(announcements.at(-1)).toMatch(new RegExp(`${position}$`)))
})

test('a press and the Tab key say nothing of the position', async () => {
  const { user, announcements } = await openList()
  const before = announcements.length

  await user.click(screen.getByRole('checkbox', { name: 'Select Wave 3 v. 1' }))
  await user.tab()
  await vi.dynamicImportSettled()

  expect(announcements.slice(before).join(' ')).not.toContain('Row')
})
