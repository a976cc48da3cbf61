import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { interceptRequests, now } from '#test/components/support/backend.ts'
import { chooseAction, getDialog, waitForImpact } from '#test/components/support/dialog.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { changeResponse } from '#test/support/transport-faults.ts'

const toIso = (at: number) => new Date(at).toISOString()

test.each([
  ['estimated', { basis: 'estimate', peopleAsOf: toIso(now) }, 'Numbers of people are estimated.'],
  ['an hour old', { basis: 'exact', peopleAsOf: toIso(now - 3_600_000) }, 'Numbers of people are from Mar 11, 2026, 11:00 AM.'],
  ['both', { basis: 'estimate', peopleAsOf: toIso(now - 3_600_000) }, 'Numbers of people are estimated, and from Mar 11, 2026, 11:00 AM.'],
])('numbers of an engine that are %s say so in the list, on the page and in the dialog', async (_, measurement, sentence) => {
  interceptRequests('GET', /^\/api\/versions(?:$|\/welcome-series-v2(?:\/impact)?$)/, changeResponse(measurement))
  const { user } = renderConsole('/')
  const row = await findRow('Welcome series')
  expect(screen.getByText(sentence)).toBeVisible()

  await user.click(row.querySelector('[role=rowheader] a') ?? row)
  await screen.findByRole('button', { name: 'More actions' })
  expect(screen.getByText(sentence)).toBeVisible()

  await chooseAction(user, 'Stop')
  await waitForImpact()
  expect(getDialog()).toHaveTextContent(sentence)
})

test('exact numbers of now need no remark', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(screen.queryByText(/Numbers of people are/)).toBeNull()
})
