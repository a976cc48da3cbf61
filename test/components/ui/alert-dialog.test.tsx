import { fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { sent } from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, press, weighed } from '#test/components/support/dialog.ts'
import { findRow, visit } from '#test/components/support/render-console.tsx'

const live = '/journeys/back-in-stock-alert-v2'

/** The dialog for stopping is open, everything in it is there. */
async function asked() {
  const { user } = visit(live)
  await choose(user, 'Stop')
  await weighed()
  return user
}

const words = (ids: string | null) => ids?.split(' ').map((id) => document.getElementById(id)?.textContent)

// What the W3C's pattern and example of an alert dialog say.

test('what asks is an alert dialog, and only one', async () => {
  await asked()

  expect(screen.getAllByRole('alertdialog')).toHaveLength(1)
})

test('the dialog is named by the title it shows', async () => {
  await asked()

  const title = within(dialog()).getByRole('heading', { name: 'Stop a journey' })

  expect(title).toBeVisible()
  expect(dialog()).toHaveAttribute('aria-labelledby', title.id)
})

test('the dialog is described by its question and by the consequence, in this order', async () => {
  await asked()

  const described = words(dialog().getAttribute('aria-describedby'))

  expect(described).toHaveLength(2)
  expect(described?.[0]).toBe('Are you sure you want to stop “Back in stock alert v. 2 (Latest)”?')
  expect(described?.[1]).toMatch(
    /^Everyone in the journey is stopped where they are, immediately, .+ A stopped journey cannot be restarted\.$/,
  )
})

test('the dialog says that it is modal', async () => {
  await asked()

  expect(dialog()).toHaveAttribute('aria-modal', 'true')
})

test('what is behind the dialog is there for nobody, and there again after it', async () => {
  const user = await asked()

  const behind = ['main', 'banner', 'heading', 'link', 'button'].flatMap((role) => screen.queryAllByRole(role))

  expect(behind.filter((each) => !dialog().contains(each))).toEqual([])
  await user.keyboard('{Escape}')
  await gone()
  expect(screen.getByRole('main')).toBeVisible()
  expect(screen.getByRole('heading', { level: 1, name: 'Back in stock alert' })).toBeVisible()
})

test('the focus is first on Cancel, the harmless answer', async () => {
  const { user } = visit(live)

  await choose(user, 'Stop')

  expect(button('Cancel')).toHaveFocus()
})

test('Tab leads through every control of the dialog, and from the last one to the first', async () => {
  const user = await asked()
  const controls = ['button', 'combobox', 'textbox'].flatMap((role) => within(dialog()).getAllByRole(role))

  const reached = []
  for (const _ of controls) {
    await user.tab()
    reached.push(document.activeElement)
  }

  expect(controls.length).toBeGreaterThan(3)
  expect(new Set(reached)).toEqual(new Set(controls))
  expect(reached[0]).toBe(button('Stop'))
  expect(reached.at(-1)).toBe(button('Cancel'))
})

test('Shift and Tab lead through everything in the dialog the other way, and from its first control to its last', async () => {
  const user = await asked()
  const forwards = []
  do {
    forwards.push(document.activeElement)
    await user.tab()
  } while (document.activeElement !== button('Cancel'))

  const backwards = []
  do {
    await user.tab({ shift: true })
    backwards.push(document.activeElement)
  } while (document.activeElement !== button('Cancel'))

  expect(forwards.length).toBeGreaterThan(3)
  expect(backwards).toEqual(forwards.toReversed())
})

test('Escape leaves the dialog without doing anything, from a field that is being filled in, too', async () => {
  const user = await asked()
  await user.type(field('Note (optional)'), 'On second thought')

  await user.keyboard('{Escape}')

  await gone()
  expect(await sent()).toEqual([])
})

test('Enter on Cancel cancels', async () => {
  const user = await asked()

  await user.keyboard('{Enter}')

  await gone()
  expect(await sent()).toEqual([])
})

test('Enter in a field confirms nothing, even when nothing is missing', async () => {
  const { user } = visit('/journeys/welcome-series-v2')
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(within(dialog()).getByRole('combobox'), 'Wrong audience')

  await user.type(within(dialog()).getAllByRole('textbox').at(-1)!, 'Welcome series{Enter}')

  expect(button('Stop')).not.toHaveAttribute('aria-busy')
  await user.keyboard('{Escape}')
  await gone()
  expect(await sent()).toEqual([])
})

test('a click outside does nothing, and takes no focus away', async () => {
  await asked()
  const outside = dialog().parentElement!
  const anywhere = userEvent.setup({ pointerEventsCheck: 0 })

  for (const place of [outside, outside.parentElement!, outside.previousElementSibling!]) {
    await anywhere.click(place)
    expect(button('Cancel')).toHaveFocus()
  }

  await anywhere.tab()
  expect(button('Stop')).toHaveFocus()
})

test('the focus cannot be taken out of the dialog', async () => {
  await asked()

  screen.getByRole('button', { name: 'More actions', hidden: true }).focus()

  expect(button('Cancel')).toHaveFocus()
})

test('the focus returns to the menu button whose menu opened the dialog', async () => {
  const user = await asked()

  await user.click(button('Cancel'))

  await gone()
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
})

test('the focus is back before another key can come', async () => {
  await asked()

  fireEvent.keyDown(button('Cancel'), { key: 'Escape' })
  await Promise.resolve()

  expect(screen.getByRole('button', { name: 'More actions', hidden: true })).toHaveFocus()
})

test('the focus returns to the quick action that opened the dialog', async () => {
  const { user } = visit('/?search=back+in+stock')
  await findRow('Back in stock alert')
  const opener = await press(user, 'Close to new entrances, Back in stock alert v. 2')

  await user.keyboard('{Escape}')

  await gone()
  expect(opener).toHaveFocus()
})

test('a key that is held down answers nothing', async () => {
  await asked()

  for (const answer of ['Cancel', 'Stop']) {
    const goesOn = fireEvent.keyDown(button(answer), { key: 'Enter', repeat: true })
    expect(goesOn).toBe(false)
  }

  expect(dialog()).toBeVisible()
})
