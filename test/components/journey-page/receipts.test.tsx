import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Receipt } from '#api/contract/version.ts'
import { backend, otherUser, now } from '#test/components/support/backend.ts'
import { isPopoverOpen } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const formatCount = (count: number) => count.toLocaleString('en')

const hour = 3_600_000

const findReceipts = async () => within(await screen.findByRole('region', { name: 'Receipts' })).getAllByRole('article')

const normalizeSpaces = (text: string | null | undefined) => text?.replaceAll('\u202f', ' ')

/** What a receipt says under each of its labels. */
const readReceipt = (sheet: HTMLElement) =>
  Object.fromEntries(
    within(sheet)
      .getAllByRole('term')
      .map((term) => [
        term.textContent,
        Array.from(term.parentElement?.querySelectorAll('dd') ?? []).map((value) => normalizeSpaces(value.textContent)),
      ]),
  )

const countMessages = ({ messagesNotSent }: Receipt) => Object.values(messagesNotSent).reduce((sum, count) => sum + count, 0)

test('a journey that was never ended has no receipt', async () => {
  renderConsole('/journeys/welcome-series-v2')

  await screen.findByRole('heading', { level: 1, name: 'Welcome series' })

  expect(screen.queryByRole('region', { name: 'Receipts' })).toBeNull()
})

test('the receipt of a stop says who did it, when and why, and what it did to the people', async () => {
  await otherUser.sendCommand('stop', 'welcome-series-v2', { body: { reason: 'other', note: 'Wrong <b>price</b>' } })
  const receipt = (await otherUser.getVersion('welcome-series-v2')).receipts[0]!
  const { email, sms, push, inApp } = receipt.messagesNotSent
  renderConsole('/journeys/welcome-series-v2')

  const [sheet] = await findReceipts()

  expect(sheet).toHaveAccessibleName('Receipt Stopped')
  expect(readReceipt(sheet!)).toEqual({
    When: ['March 11, 2026 at 12:00:00 PM UTC'],
    By: ['Bob Ng'],
    Reason: ['Other'],
    Note: ['Wrong <b>price</b>'],
    'People inside before': ['12,480'],
    'Stopped where they were': ['12,480'],
    'Messages not sent': [
      formatCount(countMessages(receipt)),
      ...Object.entries({ 'E-mail': email, SMS: sms, Push: push, 'In-app': inApp }).flatMap(([channel, count]) =>
        count > 0 ? [`${channel}: ${formatCount(count)}`] : [],
      ),
    ],
    'Entrances refused since': ['0', 'as of Mar 11, 2026, 12:00 PM UTC'],
  })
  expect(countMessages(receipt)).toBeGreaterThan(0)
})

test('the entrances that a closing refuses grow, and say as of when', async () => {
  await otherUser.sendCommand('close', 'welcome-series-v2')
  renderConsole('/journeys/welcome-series-v2')
  const [sheet] = await findReceipts()
  expect(readReceipt(sheet!)).toMatchObject({ 'Left to walk to the end': ['12,480'], 'Messages not sent': ['0'], Reason: ['None given'] })

  backend.setTime(now + 30 * hour)
  runPolls()

  const { entrancesRefused } = (await otherUser.getVersion('welcome-series-v2')).receipts[0]!
  await waitFor(() =>
    expect(readReceipt(sheet!)['Entrances refused since']).toEqual([formatCount(entrancesRefused), 'as of Mar 12, 2026, 6:00 PM UTC']),
  )
  expect(entrancesRefused).toBeGreaterThan(0)
})

test('a stop after a closing leaves two receipts, the newest first', async () => {
  await otherUser.sendCommand('stop', 'cart-reminder-v5')
  renderConsole('/journeys/cart-reminder-v5')

  const sheets = await findReceipts()

  expect(sheets.map((sheet) => within(sheet).getByRole('heading').textContent)).toEqual([
    'Receipt Stopped',
    'Receipt Closed to new entrances',
  ])
  expect(readReceipt(sheets[0]!)).toMatchObject({ By: ['Bob Ng'], 'Stopped where they were': ['31'] })
  expect(readReceipt(sheets[1]!)).toMatchObject({ By: ['Ana Ruiz'], Reason: ['Campaign over'] })
})

test('a closing that happened by itself says what caused it', async () => {
  await otherUser.sendCommand('publish', 'birthday-voucher-v3')
  renderConsole('/journeys/birthday-voucher-v2')

  const [sheet] = await findReceipts()

  expect(readReceipt(sheet!)).toMatchObject({ By: ['Automatic'], Cause: ['a newer version was published'] })
  expect(readReceipt(sheet!)).not.toHaveProperty('Reason')
})

test('a receipt is copied as text that says all of it', async () => {
  await otherUser.sendCommand('stop', 'welcome-series-v2', { body: { reason: 'other', note: 'Wrong price' } })
  const receipt = (await otherUser.getVersion('welcome-series-v2')).receipts[0]!
  const { user, announcements } = renderConsole('/journeys/welcome-series-v2')
  const [sheet] = await findReceipts()

  await user.click(within(sheet!).getByRole('button', { name: 'Copy as text', description: 'Receipt Stopped' }))

  await waitFor(() => expect(announcements).toEqual(['Receipt copied.']))
  expect(isPopoverOpen(within(sheet!).getByText('Receipt copied.'))).toBe(true)
  const [, ...lines] = normalizeSpaces(await navigator.clipboard.readText())!.split('\n')
  expect(lines.filter((line) => !line.startsWith('    '))).toEqual([
    'Welcome series v. 2 (Latest)',
    new URL('/journeys/welcome-series-v2', location.href).href,
    '',
    'When: March 11, 2026 at 12:00:00 PM UTC',
    'By: Bob Ng',
    'Reason: Other',
    'Note: Wrong price',
    '',
    'People inside before: 12,480',
    'Stopped where they were: 12,480',
    `Messages not sent: ${formatCount(countMessages(receipt))}`,
    'Entrances refused since: 0',
    '',
  ])
  expect(lines).toContain(`    E-mail: ${formatCount(receipt.messagesNotSent.email)}`)
  expect(lines).toContain('    as of Mar 11, 2026, 12:00 PM UTC')
})

test.each([
  ['Copy as text', /^Receipt: Closed to new entrances\nCart reminder v\. 5/],
  ['Copy technical details', /"id": "cart-reminder-v5"/],
])('where the browser refuses %s, the text is shown and selected, to be copied by hand', async (button, expectedText) => {
  const { user } = renderConsole('/journeys/cart-reminder-v5')
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('not allowed', 'NotAllowedError'))

  await user.click(await screen.findByRole('button', { name: button }))

  const shown = await screen.findByRole<HTMLTextAreaElement>('textbox', {
    name: 'The browser did not allow copying. Copy the selected text by hand.',
  })
  expect(shown).toHaveFocus()
  expect(shown.value).toMatch(expectedText)
  expect([shown.selectionStart, shown.selectionEnd]).toEqual([0, shown.value.length])
  write.mockRestore()
  await user.click(screen.getByRole('button', { name: button }))
  await waitFor(() => expect(shown).not.toBeInTheDocument())
})

test('just the receipt is printed whose button was pressed, and nothing of that is left afterwards', async () => {
  await otherUser.sendCommand('stop', 'cart-reminder-v5')
  const { user } = renderConsole('/journeys/cart-reminder-v5')
  const [, older] = await findReceipts()
  const printed: Element[] = []
  vi.spyOn(globalThis, 'print').mockImplementation(() => printed.push(...document.querySelectorAll('[data-printing]')))

  await user.click(within(older!).getByRole('button', { name: 'Print' }))
  expect(printed).toEqual([older])
  globalThis.dispatchEvent(new Event('afterprint'))

  expect(document.querySelector('[data-printing]')).toBeNull()
})

test('the line of the history that ended the journey leads to its receipt', async () => {
  renderConsole('/journeys/cart-reminder-v5?view=history')
  const [sheet] = await findReceipts()

  const links = within(await screen.findByRole('region', { name: 'History' })).getAllByRole('link')

  expect(links.map((link) => link.getAttribute('href'))).toEqual([`#${sheet!.id}`])
  expect(links[0]!.closest('li')).toHaveTextContent('Closed to new entrances by Ana Ruiz')
})

test('the technical details hold the receipts and the stall', async () => {
  const { receipts: kept, stall } = await otherUser.getVersion('business-account-onboarding-v1')
  const { user } = renderConsole('/journeys/business-account-onboarding-v1')

  await user.click(await screen.findByRole('button', { name: 'Copy technical details' }))

  await waitFor(async () => expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({ receipts: kept, stall }))
  expect(kept).toHaveLength(1)
})
