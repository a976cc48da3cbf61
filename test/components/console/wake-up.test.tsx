import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { backend, otherUser, now, interceptRequests, removeInterceptions, readSentCommands } from '#test/components/support/backend.ts'
import { holdRequest, failRequest } from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialogField,
  waitForDialogClosed,
  getDialogErrors,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const hour = 3_600_000
const live = 'back-in-stock-alert-v2'
const versionPath = /\/back-in-stock-alert-v2$/
const refetchingMessage = /^What you see is being read again\. One moment…/

/** Back in stock alert is about to be stopped, in a tab that listens to the backend. */
async function openFilledStopDialog() {
  const visited = renderConsole(`/journeys/${live}`)
  await chooseAction(visited.user, 'Stop')
  await waitForImpact()
  await visited.user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
  return visited
}

const restoreFromCache = () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

const wakeUps = [
  {
    way: 'is shown again from the back-forward cache',
    sleep: () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
    wake: restoreFromCache,
  },
  {
    way: 'was frozen and goes on',
    sleep: () => document.dispatchEvent(new Event('freeze')),
    wake: () => document.dispatchEvent(new Event('resume')),
  },
  {
    way: 'has slept for eight hours, and is pressed on before anything else',
    sleep: () => {},
    wake: () => vi.setSystemTime(now + 8 * hour),
  },
]

afterEach(() => {
  vi.useRealTimers()
  removeInterceptions()
})

test.each(wakeUps)('a tab that $way cannot end anything before what it shows has been read again', async ({ sleep, wake }) => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const { user } = await openFilledStopDialog()
  sleep()
  await otherUser.sendCommand('close', live)
  const answer = holdRequest()
  interceptRequests('GET', versionPath, answer.fault)

  wake()
  await user.click(getDialogButton('Stop'))
  expect(getDialogButton('Stop')).toHaveAttribute('aria-busy', 'true')
  expect(getDialogButton('Stop')).toHaveAccessibleDescription(refetchingMessage)
  await user.click(getDialogButton('Stop'))
  fireEvent.click(getDialogButton('Stop'))
  expect(await readSentCommands()).toEqual([])
  answer.release()
  await waitFor(() => expect(getDialogErrors()[0]).toMatch(/^Bob Ng closed it/))
  await waitFor(() => expect(getDialogButton('Stop')).not.toHaveAttribute('aria-disabled'))
  expect(getDialogField('Reason')).toHaveValue('legal')
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  expect(await readSentCommands()).toHaveLength(1)
})

test('a tab that wakes where nothing can be read cannot end anything until it can', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const { user } = await openFilledStopDialog()
  interceptRequests('GET', /\/api\//, failRequest)

  vi.setSystemTime(now + 8 * hour)
  await user.click(getDialogButton('Stop'))
  // Reading has failed: the page says so itself, and still nothing can be sent.
  await waitFor(() => expect(screen.getAllByRole('alert', { hidden: true })[0]).toHaveTextContent(/These numbers are from/))
  await user.click(getDialogButton('Stop'))
  expect(getDialogButton('Stop')).toHaveAccessibleDescription(refetchingMessage)
  expect(await readSentCommands()).toEqual([])
  removeInterceptions()
  backend.setTime(now + 8 * hour)
  runPolls()

  await waitFor(() => {
    fireEvent.keyDown(document.body, { key: 'Shift' })
    expect(getDialogButton('Stop')).not.toHaveAttribute('aria-disabled')
  })
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  expect(await readSentCommands()).toHaveLength(1)
})
