import { screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { otherUser, readSentCommands } from '#test/components/support/backend.ts'
import {
  chooseAction,
  getDialogButton,
  getDialogErrors,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { renderConsole, unmountConsoles } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const unknownOutcome =
  'Something went wrong on this page, and it is not known here whether this was done. The history of the journey says what was done.'

/** Stops the journey on its page, with a bug in the console at the moment at which the command is sent. */
async function confirmStop() {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const bug = new Error('a bug')
  const visited = renderConsole(`/journeys/${live}`)
  await chooseAction(visited.user, 'Stop')
  await waitForImpact()
  await visited.user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  vi.spyOn(AbortSignal, 'any').mockImplementationOnce(() => {
    throw bug
  })
  await visited.user.click(getDialogButton('Stop'))
  return { ...visited, reported, bug }
}

afterEach(() => vi.unstubAllGlobals())

describe('unexpected errors', () => {
  test('an error of the console while a command runs is shown and reported: the outcome is not known, and the dialog cannot send it again', async () => {
    const { user, reported, bug } = await confirmStop()

    await waitFor(() => expect(getDialogErrors()).toEqual([unknownOutcome]))
    expect(reported.mock.calls).toEqual([[bug]])
    expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true')
    await user.click(getDialogButton('Stop'))
    expect(await readSentCommands()).toEqual([])
    await user.click(getDialogButton('Cancel'))
    await waitForDialogClosed()
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
  })

  test('the page that is loaded next finds out', async () => {
    await confirmStop()
    await waitFor(() => expect(getDialogErrors()).toEqual([unknownOutcome]))
    unmountConsoles()

    renderConsole('/')

    const notices = await screen.findByRole('region', { name: 'Notices' })
    await waitFor(() =>
      expect(notices.textContent).toBe('Stop, Back in stock alert v. 2.It was not done, and it will not be sent again by itself.'),
    )
    expect(await otherUser.getHistory(live)).not.toContainEqual(expect.objectContaining({ type: 'stop' }))
  })
})
