import { fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, onTestFinished, test } from 'vitest'
import { readSentCommands } from '#test/components/support/backend.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  pressQuickAction,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const live = '/journeys/back-in-stock-alert-v2'

/** Is aborted at the end of the test. */
function getTestSignal(): AbortSignal {
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  return controller.signal
}

/** The dialog for stopping is open, everything in it is there. */
async function openStopDialog() {
  const { user } = renderConsole(live)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  return user
}

const readReferencedTexts = (ids: string | null) => ids?.split(' ').map((id) => document.getElementById(id)?.textContent)

// What the W3C's pattern and example of an alert dialog say.

test('what asks is an alert dialog, and only one', async () => {
  await openStopDialog()

  expect(screen.getAllByRole('alertdialog')).toHaveLength(1)
})

test('the dialog is named by the title it shows', async () => {
  await openStopDialog()

  const title = within(getDialog()).getByRole('heading', { name: 'Stop a journey' })

  expect(title).toBeVisible()
  expect(getDialog()).toHaveAttribute('aria-labelledby', title.id)
})

test('the dialog is described by its question and by the consequence, in this order', async () => {
  await openStopDialog()

  const described = readReferencedTexts(getDialog().getAttribute('aria-describedby'))

  expect(described).toHaveLength(2)
  expect(described?.[0]).toBe('Are you sure you want to stop “Back in stock alert v. 2 (Latest)”?')
  expect(described?.[1]).toMatch(
    /^Everyone in the journey is stopped where they are, immediately, .+ A stopped journey cannot be restarted\.$/,
  )
})

test('Escape closes the dialog also if the menu that opened it, and is just disappearing, takes the key', async () => {
  const user = await openStopDialog()
  document.addEventListener('keydown', (event) => event.preventDefault(), { capture: true, signal: getTestSignal() })

  await user.keyboard('{Escape}')

  await waitForDialogClosed()
})

test('Escape that ends the composition of a character leaves the dialog open', async () => {
  await openStopDialog()

  fireEvent.keyDown(getDialogButton('Cancel'), { key: 'Escape', isComposing: true })

  expect(getDialog()).toBeVisible()
})

test('the dialog says that it is modal', async () => {
  await openStopDialog()

  expect(getDialog()).toHaveAttribute('aria-modal', 'true')
})

test('what is behind the dialog is inert, and reachable again after it', async () => {
  const user = await openStopDialog()

  const behind = ['main', 'banner', 'heading', 'link', 'button'].flatMap((role) => screen.queryAllByRole(role))

  expect(behind.filter((each) => !getDialog().contains(each))).toEqual([])
  await user.keyboard('{Escape}')
  await waitForDialogClosed()
  expect(screen.getByRole('main')).toBeVisible()
  expect(screen.getByRole('heading', { level: 1, name: 'Back in stock alert' })).toBeVisible()
})

test('the focus is first on Cancel', async () => {
  const { user } = renderConsole(live)

  await chooseAction(user, 'Stop')

  expect(getDialogButton('Cancel')).toHaveFocus()
})

test('Tab leads through every control of the dialog, and from the last one to the first', async () => {
  const user = await openStopDialog()
  const controls = ['button', 'combobox', 'textbox'].flatMap((role) => within(getDialog()).getAllByRole(role))

  const reached = []
  for (const _ of controls) {
    await user.tab()
    reached.push(document.activeElement)
  }

  expect(controls.length).toBeGreaterThan(3)
  expect(new Set(reached)).toEqual(new Set(controls))
  expect(reached[0]).toBe(getDialogButton('Stop'))
  expect(reached.at(-1)).toBe(getDialogButton('Cancel'))
})

test('Shift and Tab lead through everything in the dialog the other way, and from its first control to its last', async () => {
  const user = await openStopDialog()
  const forwards = []
  do {
    forwards.push(document.activeElement)
    await user.tab()
  } while (document.activeElement !== getDialogButton('Cancel'))

  const backwards = []
  do {
    await user.tab({ shift: true })
    backwards.push(document.activeElement)
  } while (document.activeElement !== getDialogButton('Cancel'))

  expect(forwards.length).toBeGreaterThan(3)
  expect(backwards).toEqual(forwards.toReversed())
})

test('Escape leaves the dialog without doing anything, from a field that is being filled in, too', async () => {
  const user = await openStopDialog()
  await user.type(getDialogField('Note (optional)'), 'On second thought')

  await user.keyboard('{Escape}')

  await waitForDialogClosed()
  expect(await readSentCommands()).toEqual([])
})

test('Enter on Cancel cancels', async () => {
  const user = await openStopDialog()

  await user.keyboard('{Enter}')

  await waitForDialogClosed()
  expect(await readSentCommands()).toEqual([])
})

test('Enter in a field confirms nothing, even when nothing is missing', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(within(getDialog()).getByRole('combobox'), 'Wrong audience')

  await user.type(within(getDialog()).getAllByRole('textbox').at(-1)!, 'Welcome series{Enter}')

  expect(getDialogButton('Stop')).not.toHaveAttribute('aria-busy')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()
  expect(await readSentCommands()).toEqual([])
})

test('a click outside does nothing, and takes no focus away', async () => {
  await openStopDialog()
  const outside = getDialog().parentElement!
  const anywhere = userEvent.setup({ pointerEventsCheck: 0 })

  for (const place of [outside, outside.parentElement!, outside.previousElementSibling!]) {
    await anywhere.click(place)
    expect(getDialogButton('Cancel')).toHaveFocus()
  }

  await anywhere.tab()
  expect(getDialogButton('Stop')).toHaveFocus()
})

test('the focus cannot be taken out of the dialog', async () => {
  await openStopDialog()

  screen.getByRole('button', { name: 'More actions', hidden: true }).focus()

  expect(getDialogButton('Cancel')).toHaveFocus()
})

test('the focus returns to the menu button whose menu opened the dialog', async () => {
  const user = await openStopDialog()

  await user.click(getDialogButton('Cancel'))

  await waitForDialogClosed()
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
})

test('the focus is back before another key can come', async () => {
  await openStopDialog()

  fireEvent.keyDown(getDialogButton('Cancel'), { key: 'Escape' })
  await Promise.resolve()

  expect(screen.getByRole('button', { name: 'More actions', hidden: true })).toHaveFocus()
})

test('the focus returns to the quick action that opened the dialog', async () => {
  const { user } = renderConsole('/?search=back+in+stock')
  await findRow('Back in stock alert')
  const opener = await pressQuickAction(user, 'Close to new entrances, Back in stock alert v. 2')

  await user.keyboard('{Escape}')

  await waitForDialogClosed()
  expect(opener).toHaveFocus()
})

test('a key that is held down answers nothing', async () => {
  await openStopDialog()

  for (const answer of ['Cancel', 'Stop']) {
    const goesOn = fireEvent.keyDown(getDialogButton(answer), { key: 'Enter', repeat: true })
    expect(goesOn).toBe(false)
  }

  expect(getDialog()).toBeVisible()
})
