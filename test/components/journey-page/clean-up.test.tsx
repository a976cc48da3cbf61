import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { backend, interceptRequests, now, otherUser } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'
import { changeResponse } from '#test/support/transport-faults.ts'

const path = /^\/api\/versions\/welcome-series-v2$/

const hour = 3_600_000

test.each([
  [
    'en',
    'Nothing more is sent since Mar 11, 2026, 12:00 PM. Executions cleaned up: 212,480 of 1,000,000.',
    'Nothing more is sent since Mar 11, 2026, 12:00 PM. Executions cleaned up: 400,000 of 1,000,000.',
    /^Nothing more is sent/,
    ['Messages accepted before1,204', 'Messages refused since17'],
  ],
  [
    'fr',
    'Plus rien n’est envoyé depuis le 11 mars 2026, 12:00. Exécutions nettoyées : 212 480 sur 1 000 000.',
    'Plus rien n’est envoyé depuis le 11 mars 2026, 12:00. Exécutions nettoyées : 400 000 sur 1 000 000.',
    /^Plus rien n’est envoyé/,
    ['Messages acceptés avant1 204', 'Messages refusés depuis17'],
  ],
] as const)('while an engine cleans up after a stop the page says how far it is, and the receipt what was sent: %s', async (...story) => {
  const [language, sentence, later, anySentence, stats] = story
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language])
  await otherUser.sendCommand('stop', 'welcome-series-v2', { body: { reason: 'faultyContent', note: '' } })
  const { receipts } = await otherUser.getVersion('welcome-series-v2')
  const answer = (cleaned: number | null) =>
    changeResponse({
      cleanUp: cleaned === null ? null : { since: new Date(now).toISOString(), executions: 1_000_000, cleaned },
      receipts: [{ ...receipts[0], handedOver: { accepted: 1_204, refused: 17 } }],
    })
  const readSentence = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')
  const getText = () => readSentence(screen.queryByText(anySentence)?.textContent)
  interceptRequests('GET', path, answer(212_480))
  renderConsole('/journeys/welcome-series-v2')

  await screen.findByText(anySentence)
  expect(getText()).toBe(sentence)
  const shown = screen.getAllByRole('definition').map(({ parentElement }) => readSentence(parentElement?.textContent))
  expect(shown).toEqual(expect.arrayContaining([...stats]))

  // No event tells the progress: the page asks again.
  interceptRequests('GET', path, answer(400_000))
  backend.setTime(now + hour)
  runPolls()
  await waitFor(() => expect(getText()).toBe(later))

  interceptRequests('GET', path, answer(null))
  runPolls()
  await waitFor(() => expect(screen.queryByText(anySentence)).toBeNull())
})
