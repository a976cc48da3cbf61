import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { MenuItem } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { button, dialog } from '#test/components/support/dialog.ts'
import { visit } from '#test/components/support/render-console.tsx'

/** The items of the menu on the page of a live journey. The first one is not available. */
const actions = ['Publish', 'Resume', 'Create a new version', 'Duplicate', 'Pause', 'Delete', 'Close to new entrances', 'Stop'] as const

const live = '/journeys/welcome-series-v2'
const moreActions = () => screen.findByRole('button', { name: 'More actions' })
const menu = () => screen.getByRole('menu')
const item = (name: string) => within(menu()).getByRole('menuitem', { name })
const closed = () => waitFor(() => expect(screen.queryByRole('menu')).toBeNull())

/** What the item with the focus is called. */
const focused = () => actions.find((action) => item(action) === document.activeElement)

/** The button has the focus, on the page of a live journey. */
async function atTheButton() {
  const { user } = visit(live)
  const opener = await moreActions()
  opener.focus()
  return { user, opener }
}

/** The menu is open, its first item has the focus. */
async function inTheMenu() {
  const { user, opener } = await atTheButton()
  await user.keyboard('{ArrowDown}')
  expect(item('Publish')).toHaveFocus()
  return { user, opener }
}

// The eighteen behaviours of the W3C's example of a menu button for actions, in its order.

test('the button says that it opens a menu', async () => {
  const { opener } = await atTheButton()

  expect(opener).toHaveAttribute('aria-haspopup', 'menu')
})

test('the button of an open menu says which one it controls', async () => {
  const { opener } = await inTheMenu()

  expect(opener).toHaveAttribute('aria-controls', menu().id)
})

test('the button says that it is expanded while its menu is open, and nothing of the kind before and after', async () => {
  const { user, opener } = await atTheButton()
  expect(opener).not.toHaveAttribute('aria-expanded')

  await user.keyboard('{ArrowDown}')

  expect(opener).toHaveAttribute('aria-expanded', 'true')
  await user.keyboard('{Escape}')
  expect(opener).not.toHaveAttribute('aria-expanded')
})

test('what opens is a menu, and there is none before', async () => {
  const { user } = await atTheButton()
  expect(screen.queryByRole('menu')).toBeNull()

  await user.keyboard('{ArrowDown}')

  expect(menu()).toBeVisible()
})

test('the menu is named by its button', async () => {
  const { opener } = await inTheMenu()

  expect(menu()).toHaveAttribute('aria-labelledby', opener.id)
  expect(menu()).toHaveAccessibleName('More actions')
})

test('what can be chosen are menu items, each by its name', async () => {
  await inTheMenu()

  const items = within(menu()).getAllByRole('menuitem')

  expect(items).toEqual(actions.map(item))
})

test('no item is a stop of the Tab key', async () => {
  const { user } = await inTheMenu()
  await user.keyboard('{End}')

  const items = within(menu()).getAllByRole('menuitem')

  for (const each of [menu(), ...items]) expect(each).toHaveAttribute('tabindex', '-1')
})

test('Enter on the button opens the menu on its first item', async () => {
  const { user } = await atTheButton()

  await user.keyboard('{Enter}')

  expect(item('Publish')).toHaveFocus()
})

test('arrow down on the button opens the menu on its first item', async () => {
  const { user } = await atTheButton()

  await user.keyboard('{ArrowDown}')

  expect(item('Publish')).toHaveFocus()
})

test('Space on the button opens the menu on its first item', async () => {
  const { user } = await atTheButton()

  await user.keyboard(' ')

  expect(item('Publish')).toHaveFocus()
})

test('arrow up on the button opens the menu on its last item', async () => {
  const { user } = await atTheButton()

  await user.keyboard('{ArrowUp}')

  expect(item('Stop')).toHaveFocus()
})

test.each(['{Enter}', ' '])('“%s” on an item does what it says, and closes the menu', async (key) => {
  const { user } = await inTheMenu()
  await user.keyboard('{End}')

  await user.keyboard(key)

  await closed()
  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
})

test('Enter on an item that needs no dialog leaves the focus on the button', async () => {
  const { user } = visit('/journeys/birthday-voucher-v3')
  const opener = await screen.findByRole('button', { name: 'Version 3 (Latest)' })
  opener.focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toHaveAttribute('aria-current', 'true')

  await user.keyboard('{Enter}')

  await closed()
  expect(opener).toHaveFocus()
})

test('Escape on any item closes the menu without doing it, and the button has the focus', async () => {
  const { user, opener } = await atTheButton()

  for (const action of actions) {
    await user.keyboard('{ArrowDown}')
    item(action).focus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(opener).toHaveFocus()
  }

  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('arrow down leads from item to item, those that are not available too, and from the last to the first', async () => {
  const { user } = await inTheMenu()

  const reached = []
  for (const _ of actions) {
    await user.keyboard('{ArrowDown}')
    reached.push(focused())
  }

  expect(reached).toEqual([...actions.slice(1), 'Publish'])
})

test('arrow up leads from the first item to the last, and back from item to item', async () => {
  const { user } = await inTheMenu()

  const reached = []
  for (const _ of actions) {
    await user.keyboard('{ArrowUp}')
    reached.push(focused())
  }

  expect(reached).toEqual(actions.toReversed())
})

test.each([
  ['{Home}', 'first', 'Publish'],
  ['{End}', 'last', 'Stop'],
])('%s leads from any item to the %s', async (key, _, end) => {
  const { user } = await inTheMenu()

  const reached = []
  for (const action of actions) {
    item(action).focus()
    await user.keyboard(key)
    reached.push(focused())
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
    const { user } = await inTheMenu()

    await user.keyboard(typed)

    expect(focused()).toBe(reached)
  })

  test('but not with Control, Alt or Meta, which have other meanings', async () => {
    const { user } = await inTheMenu()

    await user.keyboard('{Control>}s{/Control}{Alt>}s{/Alt}{Meta>}s{/Meta}')

    expect(focused()).toBe('Publish')
  })

  test('whatever its accent', async () => {
    const user = userEvent.setup()
    render(
      <Menu trigger="Étapes">
        <MenuItem onSelect={() => {}}>Attendre</MenuItem>
        <MenuItem onSelect={() => {}}>Écrire</MenuItem>
      </Menu>,
    )
    await user.tab()

    await user.keyboard('{Enter}e')

    expect(item('Écrire')).toHaveFocus()
  })
})

// Beyond the example: what its pattern says, and what hands do.

test('Space works right after letters', async () => {
  const { user } = await inTheMenu()

  await user.keyboard('xs ')

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
})

test('Tab closes the menu and goes on to what follows the button', async () => {
  const { user, opener } = await inTheMenu()
  await user.keyboard('{Escape}')
  await user.tab()
  const next = document.activeElement
  opener.focus()
  await user.keyboard('{ArrowDown}')

  await user.tab()

  await closed()
  expect(next).toHaveFocus()
  expect(next).not.toBe(document.body)
})

test('Shift and Tab close the menu and go back to the button', async () => {
  const { user, opener } = await inTheMenu()

  await user.tab({ shift: true })

  await closed()
  expect(opener).toHaveFocus()
})

test('a click on the button opens the menu, the next one closes it', async () => {
  const { user, opener } = await atTheButton()

  await user.click(opener)

  expect(menu()).toBeVisible()
  await user.click(opener)
  await closed()
  expect(opener).toHaveFocus()
})

test('a press of assistive technology, which is neither pointer nor key, opens the menu on its first item, and closes it', async () => {
  const { opener } = await atTheButton()

  fireEvent.click(opener)

  expect(item('Publish')).toHaveFocus()
  fireEvent.click(opener)
  await closed()
  expect(opener).toHaveFocus()
})

test('a key that is held down opens the menu and chooses nothing', async () => {
  const { opener } = await atTheButton()
  fireEvent.keyDown(opener, { key: 'Enter' })

  fireEvent.keyDown(item('Publish'), { key: 'End' })
  fireEvent.keyDown(item('Stop'), { key: 'Enter', repeat: true })

  expect(item('Stop')).toHaveFocus()
})

test('keys that follow each other without a pause each find what the one before has done', async () => {
  const { opener } = await atTheButton()
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key })

  const ways = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'c', 'End', 'ArrowUp'].map((key) => {
    press(key)
    return focused()
  })
  press('Escape')

  expect(ways).toEqual(['Publish', 'Resume', 'Create a new version', 'Close to new entrances', 'Stop', 'Close to new entrances'])
  expect(opener).toHaveFocus()
})

test('an item that opens a dialog leaves the focus to it, for good', async () => {
  const { user, opener } = await inTheMenu()

  await user.keyboard('d{Enter}')

  expect(await screen.findByRole('alertdialog', { name: 'Duplicate a journey' })).toBeVisible()
  await closed()
  expect(button('Cancel')).toHaveFocus()
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
  const { rerender } = render(items(['Version 2', 'Version 1']))
  await user.tab()
  await user.keyboard('{ArrowUp}')

  rerender(items(['Version 2']))

  await waitFor(() => expect(item('Version 2')).toHaveFocus())
})

test('nothing is confirmed by the key that chose', async () => {
  const { user } = await inTheMenu()

  await user.keyboard('{End}{Enter>3/}')

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
  expect(within(dialog()).getByRole('button', { name: 'Cancel' })).toHaveFocus()
})
