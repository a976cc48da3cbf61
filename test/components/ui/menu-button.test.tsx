import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { describe, expect, test } from 'vitest'
import { MenuItem } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { getDialogButton, getDialog } from '#test/components/support/dialog.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

/** The items of the menu on the page of a live journey. The first one is not available. */
const actions = ['Publish', 'Resume', 'Create a new version', 'Duplicate', 'Pause', 'Delete', 'Close to new entrances', 'Stop'] as const

const live = '/journeys/welcome-series-v2'
const findMoreActions = () => screen.findByRole('button', { name: 'More actions' })
const getMenu = () => screen.getByRole('menu')
const getItem = (name: string) => within(getMenu()).getByRole('menuitem', { name })
const waitForMenuClosed = () => waitFor(() => expect(screen.queryByRole('menu')).toBeNull())

/** What the item with the focus is called. */
const findFocusedAction = () => actions.find((action) => getItem(action) === document.activeElement)

/** The button has the focus, on the page of a live journey. */
async function focusMenuButton() {
  const { user } = renderConsole(live)
  const opener = await findMoreActions()
  opener.focus()
  return { user, opener }
}

/** The menu is open, its first item has the focus. */
async function openMenu() {
  const { user, opener } = await focusMenuButton()
  await user.keyboard('{ArrowDown}')
  expect(getItem('Publish')).toHaveFocus()
  return { user, opener }
}

// The eighteen behaviours of the W3C's example of a menu button for actions, in its order.

test('the button says that it opens a menu', async () => {
  const { opener } = await focusMenuButton()

  expect(opener).toHaveAttribute('aria-haspopup', 'menu')
})

test('the button of an open menu says which one it controls', async () => {
  const { opener } = await openMenu()

  expect(opener).toHaveAttribute('aria-controls', getMenu().id)
})

test('the button says that it is expanded while its menu is open, and nothing of the kind before and after', async () => {
  const { user, opener } = await focusMenuButton()
  expect(opener).not.toHaveAttribute('aria-expanded')

  await user.keyboard('{ArrowDown}')

  expect(opener).toHaveAttribute('aria-expanded', 'true')
  await user.keyboard('{Escape}')
  expect(opener).not.toHaveAttribute('aria-expanded')
})

test('what opens is a menu, and there is none before', async () => {
  const { user } = await focusMenuButton()
  expect(screen.queryByRole('menu')).toBeNull()

  await user.keyboard('{ArrowDown}')

  expect(getMenu()).toBeVisible()
})

test('the menu is named by its button', async () => {
  const { opener } = await openMenu()

  expect(getMenu()).toHaveAttribute('aria-labelledby', opener.id)
  expect(getMenu()).toHaveAccessibleName('More actions')
})

test('what can be chosen are menu items, each by its name', async () => {
  await openMenu()

  const items = within(getMenu()).getAllByRole('menuitem')

  expect(items).toEqual(actions.map(getItem))
})

test('no item is a stop of the Tab key', async () => {
  const { user } = await openMenu()
  await user.keyboard('{End}')

  const items = within(getMenu()).getAllByRole('menuitem')

  for (const each of [getMenu(), ...items]) expect(each).toHaveAttribute('tabindex', '-1')
})

test('Enter on the button opens the menu on its first item', async () => {
  const { user } = await focusMenuButton()

  await user.keyboard('{Enter}')

  expect(getItem('Publish')).toHaveFocus()
})

test('arrow down on the button opens the menu on its first item', async () => {
  const { user } = await focusMenuButton()

  await user.keyboard('{ArrowDown}')

  expect(getItem('Publish')).toHaveFocus()
})

test('Space on the button opens the menu on its first item', async () => {
  const { user } = await focusMenuButton()

  await user.keyboard(' ')

  expect(getItem('Publish')).toHaveFocus()
})

test('arrow up on the button opens the menu on its last item', async () => {
  const { user } = await focusMenuButton()

  await user.keyboard('{ArrowUp}')

  expect(getItem('Stop')).toHaveFocus()
})

test.each(['{Enter}', ' '])('“%s” on an item does what it says, and closes the menu', async (key) => {
  const { user } = await openMenu()
  await user.keyboard('{End}')

  await user.keyboard(key)

  await waitForMenuClosed()
  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
})

test('Enter on an item that needs no dialog leaves the focus on the button', async () => {
  const { user } = renderConsole('/journeys/birthday-voucher-v3')
  const opener = await screen.findByRole('button', { name: 'Version 3 (Latest)' })
  opener.focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toHaveAttribute('aria-current', 'true')

  await user.keyboard('{Enter}')

  await waitForMenuClosed()
  expect(opener).toHaveFocus()
})

test('Escape on any item closes the menu without doing it, and the button has the focus', async () => {
  const { user, opener } = await focusMenuButton()

  for (const action of actions) {
    await user.keyboard('{ArrowDown}')
    getItem(action).focus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(opener).toHaveFocus()
  }

  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('arrow down leads from item to item, those that are not available too, and from the last to the first', async () => {
  const { user } = await openMenu()

  const reached = []
  for (const _ of actions) {
    await user.keyboard('{ArrowDown}')
    reached.push(findFocusedAction())
  }

  expect(reached).toEqual([...actions.slice(1), 'Publish'])
})

test('arrow up leads from the first item to the last, and back from item to item', async () => {
  const { user } = await openMenu()

  const reached = []
  for (const _ of actions) {
    await user.keyboard('{ArrowUp}')
    reached.push(findFocusedAction())
  }

  expect(reached).toEqual(actions.toReversed())
})

test.each([
  ['{Home}', 'first', 'Publish'],
  ['{End}', 'last', 'Stop'],
])('%s leads from any item to the %s', async (key, _, end) => {
  const { user } = await openMenu()

  const reached = []
  for (const action of actions) {
    getItem(action).focus()
    await user.keyboard(key)
    reached.push(findFocusedAction())
  }

  expect(new Set(reached)).toEqual(new Set([end]))
})

describe('a letter leads to the next item that begins with it', () => {
  test.each([
    ['x', 'Publish', 'when none does, nowhere'],
    ['xd', 'Duplicate', 'whatever was typed before'],
    ['s', 'Stop', 'over many others'],
    ['S', 'Stop', 'as a capital, too'],
    ['p', 'Pause', 'not staying where it is'],
    ['pp', 'Publish', 'and round again'],
    ['ppp', 'Pause', 'and round once more'],
    ['r', 'Resume', 'available or not'],
    ['c', 'Create a new version', 'the first of two'],
    ['cc', 'Close to new entrances', 'the second of two'],
    ['ccc', 'Create a new version', 'the first again'],
    ['dx', 'Duplicate', 'staying there when the next one leads nowhere'],
    ['dd', 'Delete', 'past items in between'],
    ['sp', 'Publish', 'from the last on at the top'],
  ])('%s: %s, %s', async (typed, reached) => {
    const { user } = await openMenu()

    await user.keyboard(typed)

    expect(findFocusedAction()).toBe(reached)
  })

  test('but not with Control, Alt or Meta, which have other meanings', async () => {
    const { user } = await openMenu()

    await user.keyboard('{Control>}s{/Control}{Alt>}s{/Alt}{Meta>}s{/Meta}')

    expect(findFocusedAction()).toBe('Publish')
  })

  test('whatever its accent', async () => {
    const user = userEvent.setup()
    render(
      <Menu trigger="Étapes">
        <MenuItem onSelect={() => {}}>Attendre</MenuItem>
        <MenuItem onSelect={() => {}}>Écrire</MenuItem>
      </Menu>,
      { wrapper: MemoryRouter },
    )
    await user.tab()

    await user.keyboard('{Enter}e')

    expect(getItem('Écrire')).toHaveFocus()
  })
})

// Beyond the example: what its pattern says, and what hands do.

test('Space works right after letters', async () => {
  const { user } = await openMenu()

  await user.keyboard('xs ')

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
})

test('Tab closes the menu and goes on to what follows the button', async () => {
  const { user, opener } = await openMenu()
  await user.keyboard('{Escape}')
  await user.tab()
  const next = document.activeElement
  opener.focus()
  await user.keyboard('{ArrowDown}')

  await user.tab()

  await waitForMenuClosed()
  expect(next).toHaveFocus()
  expect(next).not.toBe(document.body)
})

test('Shift and Tab close the menu and go back to the button', async () => {
  const { user, opener } = await openMenu()

  await user.tab({ shift: true })

  await waitForMenuClosed()
  expect(opener).toHaveFocus()
})

test('a click on the button opens the menu, the next one closes it', async () => {
  const { user, opener } = await focusMenuButton()

  await user.click(opener)

  expect(getMenu()).toBeVisible()
  await user.click(opener)
  await waitForMenuClosed()
  expect(opener).toHaveFocus()
})

test('a press of assistive technology, which is neither pointer nor key, opens the menu on its first item, and closes it', async () => {
  const { opener } = await focusMenuButton()

  fireEvent.click(opener)

  expect(getItem('Publish')).toHaveFocus()
  fireEvent.click(opener)
  await waitForMenuClosed()
  expect(opener).toHaveFocus()
})

test('a key that is held down opens the menu and chooses nothing', async () => {
  const { opener } = await focusMenuButton()
  fireEvent.keyDown(opener, { key: 'Enter' })

  fireEvent.keyDown(getItem('Publish'), { key: 'End' })
  fireEvent.keyDown(getItem('Stop'), { key: 'Enter', repeat: true })

  expect(getItem('Stop')).toHaveFocus()
})

test('keys that follow each other without a pause each find what the one before has done', async () => {
  const { opener } = await focusMenuButton()
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key })

  const ways = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'c', 'End', 'ArrowUp'].map((key) => {
    press(key)
    return findFocusedAction()
  })
  press('Escape')

  expect(ways).toEqual(['Publish', 'Resume', 'Create a new version', 'Close to new entrances', 'Stop', 'Close to new entrances'])
  expect(opener).toHaveFocus()
})

test('an item that opens a dialog leaves the focus to it, for good', async () => {
  const { user, opener } = await openMenu()

  await user.keyboard('d{Enter}')

  expect(await screen.findByRole('alertdialog', { name: 'Duplicate a journey' })).toBeVisible()
  await waitForMenuClosed()
  expect(getDialogButton('Cancel')).toHaveFocus()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(opener).toHaveFocus())
})

test('an item that vanishes while it has the focus leaves it to the menu', async () => {
  const user = userEvent.setup()
  const items = (names: readonly string[]) => (
    <Menu trigger="Versions">
      {names.map((name) => (
        <MenuItem key={name} onSelect={() => {}}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
  const { rerender } = render(items(['Version 2', 'Version 1']), { wrapper: MemoryRouter })
  await user.tab()
  await user.keyboard('{ArrowUp}')

  rerender(items(['Version 2']))

  await waitFor(() => expect(getItem('Version 2')).toHaveFocus())
})

test('nothing is confirmed by the key that chose', async () => {
  const { user } = await openMenu()

  await user.keyboard('{End}{Enter>3/}')

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
  expect(within(getDialog()).getByRole('button', { name: 'Cancel' })).toHaveFocus()
})

test('a finger that is only down opens no menu, a tap opens it, and another tap closes it', async () => {
  const { user } = renderConsole(live)
  const opener = await findMoreActions()

  await user.pointer({ keys: '[TouchA>]', target: opener })
  expect(screen.queryByRole('menu')).toBeNull()
  await user.pointer({ keys: '[/TouchA]', target: opener })

  expect(getMenu()).toBeVisible()
  await user.pointer({ keys: '[TouchA]', target: opener })
  await waitForMenuClosed()
})
