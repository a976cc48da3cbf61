import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { allJsonFiles } from '#test/contract/hostile/corpora.ts'
import { choose, dialog, weighed } from '#test/components/support/dialog.ts'
import { answerReads, type Answers } from '#test/components/support/stub-responses.ts'
import { findRow, visit } from '#test/components/support/render-console.tsx'

// Hundreds of answers each.
vi.setConfig({ testTimeout: 60_000 })

const asItIs: Answers = () => undefined
const unreadable = 'The server sent an answer this console cannot read.'

/** What every page has, whatever the backend answers; what of that is missing. By selectors: roles would take a minute for hundreds of looks. */
const missing = (parts: readonly string[]): readonly string[] =>
  parts.filter((part) => (document.querySelector(part)?.textContent ?? '').trim() === '')

const alerts = (): string => Array.from(document.querySelectorAll('[role=alert]'), (alert) => alert.textContent).join(' ')

test('Home keeps what it knows and says what is wrong, whatever file of the parsing suite the backend answers', async () => {
  const answer = answerReads(asItIs)
  const { readAgain } = visit('/')
  await findRow('Welcome series')

  const wrong: unknown[] = []
  for (const { name, input } of allJsonFiles) {
    answer(() => input)
    await readAgain()
    const lacking = missing(['header', 'nav', 'main', 'h1', '[role=table] [role=rowheader]'])
    if (lacking.length > 0 || !alerts().includes(unreadable)) wrong.push([name, lacking, alerts()])
  }

  expect(wrong).toEqual([])
  answer(asItIs)
  await readAgain()
  expect(alerts()).toBe('')
  expect(screen.getByRole('heading', { level: 1, name: 'Journeys' })).toBeVisible()
})

test('Home says where its journeys should be that it cannot read them, whatever comes first', async () => {
  const answer = answerReads(() => '[]')
  const { beginAgain } = visit('/')
  await screen.findAllByText(new RegExp(unreadable))

  const wrong: unknown[] = []
  for (const { name, input } of allJsonFiles) {
    answer(() => input)
    await beginAgain()
    const lacking = missing(['header', 'nav', 'main', 'h1'])
    if (lacking.length > 0 || !alerts().includes(unreadable)) wrong.push([name, lacking, alerts()])
  }

  expect(wrong).toEqual([])
  answer(asItIs)
  await beginAgain()
  await findRow('Welcome series')
})

test('a journey’s page with an open dialog keeps what it knows, and says what is wrong, whatever is answered', async () => {
  const answer = answerReads(asItIs)
  const { user, readAgain } = visit('/journeys/back-in-stock-alert-v2?view=history')
  await choose(user, 'Stop')
  await weighed()
  const asked = dialog().textContent

  const wrong: unknown[] = []
  for (const { name, input } of allJsonFiles) {
    answer(() => input)
    await readAgain()
    const lacking = missing(['header', 'main', 'h1', 'ol li', '[role=alertdialog] h2'])
    const kept = document.querySelector('[role=alertdialog]')?.textContent === asked
    if (lacking.length > 0 || !kept || !alerts().includes(unreadable)) wrong.push([name, lacking, kept, alerts()])
  }

  expect(wrong).toEqual([])
})
