import { expect, type JSHandle, type Locator, type Page } from '@playwright/test'

/** A way to work with the console. */
export interface InputMethod {
  /** Presses a button, a link or a menu item. */
  readonly press: (target: Locator) => Promise<void>
  /** Picks an option of a list by its words. */
  readonly pick: (list: Locator, option: string) => Promise<void>
  /** Writes into a field. */
  readonly write: (field: Locator, text: string) => Promise<void>
  /** Brings what a row offers into sight. */
  readonly reveal: (row: Locator) => Promise<void>
}

/** How often a key may be pressed on the way to something. */
const maxKeyPresses = 90

/** Presses `key` until `target` has the focus, as somebody does who uses no pointer. */
export async function moveFocusTo(target: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowRight'): Promise<void> {
  await expect(target).toBeVisible()
  const page = target.page()
  // Looked up once, and again only if it was replaced: to look it up takes longer than to press a key.
  let wanted = await target.elementHandle()
  let focused: JSHandle<Element | null | false> = await page.evaluateHandle(() => document.activeElement)
  for (let steps = 0; ; steps++) {
    if (!(await wanted?.evaluate((element) => element.isConnected))) wanted = await target.elementHandle()
    if (await focused.evaluate((element, other) => element === other, wanted)) return
    expect(steps, `${key} leads to ${String(target)}`).toBeLessThan(maxKeyPresses)
    await page.keyboard.press(key)
    // A key that is pressed before the focus has moved goes too far.
    focused = await page.waitForFunction((element) => document.activeElement !== element && document.activeElement, focused)
  }
}

const byMouse = (page: Page): InputMethod => ({
  press: (target) => target.click(),
  pick: async (list, option) => void (await list.selectOption(option)),
  write: async (field, text) => {
    await field.click()
    await page.keyboard.type(text)
  },
  reveal: (row) => row.hover(),
})

const byTouch = (page: Page): InputMethod => ({
  press: (target) => target.tap(),
  pick: async (list, option) => {
    await list.tap()
    await list.selectOption(option)
  },
  write: async (field, text) => {
    await field.tap()
    await page.keyboard.insertText(text)
  },
  reveal: (row) => row.scrollIntoViewIfNeeded(),
})

const byKeyboard = (page: Page): InputMethod => ({
  press: async (target) => {
    const role = await target.getAttribute('role')
    // Of the tabs of a list only the one that is open is reached by Tab.
    if (role === 'tab') await moveFocusTo(page.getByRole('tab', { selected: true }), 'Tab')
    await moveFocusTo(target, role === 'menuitem' ? 'ArrowDown' : role === 'tab' ? 'ArrowRight' : 'Tab')
    await page.keyboard.press('Enter')
  },
  pick: async (list, option) => {
    await moveFocusTo(list, 'Tab')
    // What a select hears of typing is its first letters; one with an accent is no key of this keyboard.
    await page.keyboard.type(option.replace(/[^ -~].*$/, ''))
    await expect(list.locator('option:checked')).toHaveText(option)
  },
  write: async (field, text) => {
    await moveFocusTo(field, 'Tab')
    await page.keyboard.type(text)
  },
  reveal: (row) => moveFocusTo(row.getByRole('rowheader').getByRole('link'), 'Tab'),
})

/** The ways the console can be worked with, by what is used. */
export const inputMethods = { mouse: byMouse, keyboard: byKeyboard, touch: byTouch } as const
export type InputMethodName = keyof typeof inputMethods
