import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { allJsonFiles } from '#test/contract/hostile/corpora.ts'
import { chooseAction, getDialog, waitForImpact } from '#test/components/support/dialog.ts'
import { stubReads, type ResponseStub } from '#test/components/support/stub-responses.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { sampleCases } from '#test/support/test-size.ts'

/** Some of them below the full size: `test/integration/hostile-answers.test.ts` reads every one. */
const files = sampleCases(allJsonFiles, 40)

const passThrough: ResponseStub = () => undefined
const unreadable = 'The server sent an answer this console cannot read.'

/** What every page has, whatever the backend answers; what of that is missing. By selectors: roles would take a minute for hundreds of looks. */
const findMissing = (parts: readonly string[]): readonly string[] =>
  parts.filter((part) => (document.querySelector(part)?.textContent ?? '').trim() === '')

const readAlerts = (): string => Array.from(document.querySelectorAll('[role=alert]'), (alert) => alert.textContent).join(' ')

test('Home keeps what it knows and says what is wrong, whatever file of the parsing suite the backend answers', async () => {
  const answer = stubReads(passThrough)
  const { refetch } = renderConsole('/')
  await findRow('Welcome series')

  const wrong: unknown[] = []
  for (const { name, input } of files) {
    answer(() => input)
    await refetch()
    const lacking = findMissing(['header', 'nav', 'main', 'h1', '[role=table] [role=rowheader]'])
    if (lacking.length > 0 || !readAlerts().includes(unreadable)) wrong.push([name, lacking, readAlerts()])
  }

  expect(wrong).toEqual([])
  answer(passThrough)
  await refetch()
  expect(readAlerts()).toBe('')
  expect(screen.getByRole('heading', { level: 1, name: 'Journeys' })).toBeVisible()
})

test('Home says where its journeys should be that it cannot read them, whatever comes first', async () => {
  const answer = stubReads(() => '[]')
  const { resetQueries } = renderConsole('/')
  await screen.findAllByText(new RegExp(unreadable))

  const wrong: unknown[] = []
  for (const { name, input } of files) {
    answer(() => input)
    await resetQueries()
    const lacking = findMissing(['header', 'nav', 'main', 'h1'])
    if (lacking.length > 0 || !readAlerts().includes(unreadable)) wrong.push([name, lacking, readAlerts()])
  }

  expect(wrong).toEqual([])
  answer(passThrough)
  await resetQueries()
  await findRow('Welcome series')
})

test('a journey’s page with an open dialog keeps what it knows, and says what is wrong, whatever is answered', async () => {
  const answer = stubReads(passThrough)
  const { user, refetch } = renderConsole('/journeys/back-in-stock-alert-v2?view=history')
  await chooseAction(user, 'Stop')
  await waitForImpact()
  const asked = getDialog().textContent

  const wrong: unknown[] = []
  for (const { name, input } of files) {
    answer(() => input)
    await refetch()
    const lacking = findMissing(['header', 'main', 'h1', 'ol li', '[role=alertdialog] h2'])
    const kept = document.querySelector('[role=alertdialog]')?.textContent === asked
    if (lacking.length > 0 || !kept || !readAlerts().includes(unreadable)) wrong.push([name, lacking, kept, readAlerts()])
  }

  expect(wrong).toEqual([])
})
