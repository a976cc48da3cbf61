import { expect, type JSHandle, type Locator, type Page } from '@playwright/test'

/** An input method. */
export interface InputMethod {
  /** Presses a button, a link or a menu item. */
  readonly press: (target: Locator) => Promise<void>
  /** Selects an option of a list by its label. */
  readonly pick: (list: Locator, option: string) => Promise<void>
  /** Types text into a field. */
  readonly write: (field: Locator, text: string) => Promise<void>
  /** Reveals the actions of a row. */
  readonly reveal: (row: Locator) => Promise<void>
}

/** Maximum number of key presses on the way to an element. */
const maxKeyPresses = 90

/** Presses `key` until `target` has the focus, as a keyboard user does. */
export async function moveFocusTo(target: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowRight'): Promise<void> {
  await expect(target).toBeVisible()
  const page = target.page()
  // Resolve the locator once, and again only if the element was replaced: a lookup is slower than a key press.
  let wanted = await target.elementHandle()
  let focused: JSHandle<Element | null | false> = await page.evaluateHandle(() => document.activeElement)
  for (let steps = 0; ; steps++) {
    if (!(await wanted?.evaluate((element) => element.isConnected))) wanted = await target.elementHandle()
    if (await focused.evaluate((element, other) => element === other, wanted)) return
    expect(steps, `${key} leads to ${String(target)}`).toBeLessThan(maxKeyPresses)
    await page.keyboard.press(key)
    // Wait for the focus to move: another key press before that would overshoot.
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
    // Roving tabindex: Tab reaches only the selected tab of a tab list.
    if (role === 'tab') await moveFocusTo(page.getByRole('tab', { selected: true }), 'Tab')
    await moveFocusTo(target, role === 'menuitem' ? 'ArrowDown' : role === 'tab' ? 'ArrowRight' : 'Tab')
    await page.keyboard.press('Enter')
  },
  pick: async (list, option) => {
    await moveFocusTo(list, 'Tab')
    // A select matches the first letters typed; this keyboard has no accented keys.
    await page.keyboard.type(option.replace(/[^ -~].*$/, ''))
    await expect(list.locator('option:checked')).toHaveText(option)
  },
  write: async (field, text) => {
    await moveFocusTo(field, 'Tab')
    await page.keyboard.type(text)
  },
  reveal: (row) => moveFocusTo(row.getByRole('rowheader').getByRole('link'), 'Tab'),
})

/** Input methods by device. */
export const inputMethods = { mouse: byMouse, keyboard: byKeyboard, touch: byTouch } as const
export type InputMethodName = keyof typeof inputMethods
