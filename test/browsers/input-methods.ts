import type { BrowserTab } from './browser-tab.ts'

/** An input method. */
export interface InputMethod {
  /** Presses a button, a link or a menu item. */
  readonly press: (role: string, name: string) => Promise<void>
  /** Selects an option of a list by its label. */
  readonly pick: (list: string, option: string) => Promise<void>
  /** Types text into a field. */
  readonly write: (role: string, name: string, text: string) => Promise<void>
  /** Reveals the actions of the row of a journey; `title` carries the version. */
  readonly reveal: (name: string, title: string) => Promise<void>
  /** Opens the page of a journey from its row. */
  readonly openRow: (name: string, title: string) => Promise<void>
}

/** Waits until a list shows an option as chosen. */
const expectChosen = async (tab: BrowserTab, list: string, option: string): Promise<void> =>
  tab.expectPage(
    `“${option}” is chosen`,
    option,
    (select) => (select as unknown as HTMLSelectElement).selectedOptions[0]?.textContent ?? '',
    await tab.find('combobox', list),
  )

const byMouse = (tab: BrowserTab): InputMethod => ({
  press: (role, name) => tab.click(role, name),
  // The list that opens belongs to the system: no driver reaches it by pointer.
  pick: async (list, option) => {
    await tab.driver.run(
      (reference, label) => {
        const select = reference as unknown as HTMLSelectElement
        select.selectedIndex = Array.from(select.options).findIndex(({ text }) => text === label)
        select.dispatchEvent(new Event('input', { bubbles: true }))
        select.dispatchEvent(new Event('change', { bubbles: true }))
      },
      await tab.find('combobox', list),
      option,
    )
    await expectChosen(tab, list, option)
  },
  write: async (role, name, text) => {
    await tab.click(role, name)
    await tab.type(...text.split(''))
  },
  reveal: async (name) => tab.point(await tab.find('link', name)),
  openRow: (name) => tab.click('link', name),
})

const byKeyboard = (tab: BrowserTab): InputMethod => ({
  press: async (role, name) => {
    const keyByRole: Readonly<Record<string, 'ArrowDown' | 'ArrowRight'>> = { menuitem: 'ArrowDown', tab: 'ArrowRight' }
    const target = await tab.find(role, name)
    if (role === 'tab') {
      // Tab reaches only the selected tab of a tab list.
      for (const selected of await tab.driver.locate('tab'))
        if (await tab.driver.run((element) => (element as unknown as Element).ariaSelected === 'true', selected))
          await tab.moveFocusTo(selected, 'the selected tab')
    }
    await tab.moveFocusTo(target, name, keyByRole[role])
    await tab.press('Enter')
  },
  pick: async (list, option) => {
    await tab.moveFocusTo(await tab.find('combobox', list), list)
    // A list chooses by the first letters typed.
    await tab.type(...option.split(''))
    await expectChosen(tab, list, option)
  },
  write: async (role, name, text) => {
    await tab.moveFocusTo(await tab.find(role, name), name)
    await tab.type(...text.split(''))
  },
  reveal: async (name) => tab.moveFocusTo(await tab.find('link', name), name),
  openRow: async (name) => {
    await tab.moveFocusTo(await tab.find('link', name), name)
    await tab.press('Enter')
  },
})

/** On systems where Tab passes over links: to the first button of the row, and from there by arrow key to the link. */
function byKeyboardWithoutLinks(tab: BrowserTab): InputMethod {
  const reveal = async (_: string, title: string) => {
    const button = `Duplicate, ${title}`
    await tab.moveFocusTo(await tab.find('button', button), button)
  }
  return {
    ...byKeyboard(tab),
    reveal,
    openRow: async (name, title) => {
      await reveal(name, title)
      await tab.press('Home')
      await tab.expectFocus(await tab.find('link', name), name)
      await tab.press('Enter')
    },
  }
}

/** Input methods by device. */
export const inputMethods = { mouse: byMouse, keyboard: byKeyboard, keyboardWithoutLinks: byKeyboardWithoutLinks } as const
export type InputMethodName = keyof typeof inputMethods
