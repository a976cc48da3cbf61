import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Session } from '#api/contract/session.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { Client } from '#test/contract/support/client.ts'
import { startBatchOf } from '#test/contract/support/batch-client.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { backend, now, otherUser, readSentCommands } from '#test/components/support/backend.ts'
import { getDialog, getDialogButton, waitForImpact } from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const inTeam = (...teams: readonly string[]): Session => ({ ...marketer, ownTeamOnly: ['edit', 'stop'], teams: [...teams] })

const buildLive = (name: string, team?: string) =>
  buildVersion({ id: name.toLowerCase(), name, publishedAt: now - 86_400_000, ...(team !== undefined && { team }) })

const start = () => backend.start(buildSeed([buildLive('Alpha', 'Loyalty'), buildLive('Bravo', 'Growth'), buildLive('Carol')]))

/** The user of the console, in another program. */
const sameUser = new Client({
  start: () => Promise.resolve(),
  send: (path, init) => fetch(path, init),
  signIn: async () => {},
  sendHeartbeat: async () => {},
  setTime: async () => {},
})

const sentence = 'It belongs to another team.'
const french = 'Il appartient à une autre équipe.'

const getButton = (row: HTMLElement, action: string) => within(row).getByRole('button', { name: new RegExp(`^${action}, `) })

test('an action on a journey of another team is not available and says why; on one’s own it is', async () => {
  await start()
  backend.signIn(inTeam('Loyalty'))
  const { user } = renderConsole('/?sort=name')
  const other = getButton(await findRow('Bravo'), 'Stop')

  await user.click(other)

  expect(other).toHaveAttribute('aria-disabled', 'true')
  expect(other).toHaveAccessibleDescription(sentence)
  expect(screen.queryByRole('alertdialog')).toBeNull()
  for (const name of ['Alpha', 'Carol']) expect(getButton(await findRow(name), 'Stop')).not.toHaveAttribute('aria-disabled')
})

test('the page of a journey of another team says it in French, and names the team', async () => {
  await start()
  backend.signIn(inTeam('Loyalty'))
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr'])
  renderConsole('/journeys/bravo')

  const main = await screen.findByRole('button', { name: 'Créer une nouvelle version' })
  expect(main).toHaveAccessibleDescription(french)
  await screen.findByRole('complementary', { name: 'Propriétés' })

  expect(await screen.findByText('Équipe')).toBeVisible()
  expect(screen.getByText('Growth')).toHaveAttribute('translate', 'no')
})

test('a permission that is taken back for other teams closes an open dialog to sending', async () => {
  await start()
  const { user } = renderConsole('/?sort=name')
  await user.click(getButton(await findRow('Bravo'), 'Close to new entrances'))
  await waitForImpact()

  backend.signIn(inTeam('Loyalty'))
  await user.click(getDialogButton('Close to new entrances'))

  await waitFor(() => expect(getDialog()).toHaveTextContent(sentence))
  expect((await otherUser.getVersion('bravo')).status).toBe('live')
})

test('many at once: those of another team are left as they are, and said to be of another team', async () => {
  await start()
  backend.signIn(inTeam('Loyalty'))
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  for (const name of ['Alpha', 'Bravo', 'Carol']) await user.click(screen.getByRole('checkbox', { name: `Select ${name} v. 1` }))
  await user.click(within(await screen.findByRole('region', { name: 'Selection' })).getByRole('button', { name: 'Stop' }))
  await waitForImpact()

  expect(within(getDialog()).getByRole('heading', { name: 'Of another team: 1' })).toBeVisible()
  expect(within(getDialog()).queryByRole('heading', { name: 'Journeys of other teams' })).toBeNull()
  expect(await readSentCommands()).toHaveLength(1)
})

test('many at once: a user who may end them all is told which belong to other teams', async () => {
  await start()
  backend.signIn({ ...marketer, teams: ['Loyalty'] })
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  for (const name of ['Alpha', 'Bravo', 'Carol']) await user.click(screen.getByRole('checkbox', { name: `Select ${name} v. 1` }))
  await user.click(within(await screen.findByRole('region', { name: 'Selection' })).getByRole('button', { name: 'Stop' }))
  await waitForImpact()

  const heading = within(getDialog()).getByRole('heading', { name: 'Journeys of other teams' })
  expect(
    within(heading.parentElement!)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['Growth1 journey'])
})

test('a batch with journeys of another team cannot be cancelled, and says why', async () => {
  await start()
  await startBatchOf(sameUser, ['alpha', 'bravo'])
  backend.signIn(inTeam('Loyalty'))
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  runIdleCallbacks()

  await user.click(await screen.findByRole('button', { name: 'Show progress' }))

  const cancel = await screen.findByRole('button', { name: 'Cancel the rest' })
  expect(cancel).toHaveAttribute('aria-disabled', 'true')
  expect(cancel).toHaveAccessibleDescription('Some of these journeys belong to another team.')
})
