import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { backend, otherUser, interceptRequests } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import { getDialogButton, chooseAction, waitForDialogClosed, pressQuickAction } from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const draft = 'refer-a-friend-v1'
const name = 'Refer a friend'

/** How many reads the backend refused because what they name is waitForDialogClosed. */
let refused = 0

function countRefusedReads() {
  refused = 0
  interceptRequests('GET', /\/api\/versions/, async (next) => {
    const response = await next()
    if (response.status === 404) refused++
    return response
  })
}

/** Everything that makes the console read again, as often as it may. */
async function readByAllMeans() {
  for (let round = 0; round < 5; round++) {
    await backend.sendHeartbeat()
    runPolls()
    fireEvent.focus(window)
    document.dispatchEvent(new Event('visibilitychange'))
    await act(() => new Promise((resolve) => setTimeout(resolve)))
  }
}

async function listen() {
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
}

afterEach(() => expect(refused).toBe(0))

test.each(['/?search=refer', `/journeys/${draft}`])('a draft is not requested during its deletion at %s', async (address) => {
  countRefusedReads()
  const { user } = renderConsole(address)
  if (address.startsWith('/journeys')) await chooseAction(user, 'Delete')
  else await pressQuickAction(user, `Delete, ${name} v. 1`)
  await listen()
  const answer = holdRequest()
  // The deletion happens, is told as an event, and answered much later.
  interceptRequests('POST', /\/delete$/, async (next, request) => {
    const response = await next()
    return answer.fault(async () => response, request)
  })

  await user.click(getDialogButton('Delete'))
  await waitFor(async () => expect((await otherUser.getHistory(draft))[0]).toMatchObject({ type: 'delete' }))
  await readByAllMeans()
  answer.release()

  await waitForDialogClosed()
  await readByAllMeans()
  await waitFor(() => expect(screen.queryByRole('link', { name })).not.toBeInTheDocument())
})
