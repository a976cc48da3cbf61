import { expect } from 'vitest'
import { words } from '#test/e2e/support/words.ts'
import type { DriverTab, ElementReference, InputSources } from './driver.ts'

/** Time limit of a condition, in milliseconds; generous, because the machine may be busy. */
const timeout = 30_000

/** Keys as WebDriver names them. */
export const keys = {
  Shift: '\uE008',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Home: '\uE011',
} as const
type Key = keyof typeof keys

const pressKey = (value: string) => ({ type: 'keyDown', value })
const releaseKey = (value: string) => ({ type: 'keyUp', value })

/** Maximum number of key presses on the way to an element. */
const maxKeyPresses = 90

/** The console in one tab. It finds elements by role and accessible name, and waits for what a user could see. */
export class BrowserTab {
  readonly driver: DriverTab
  readonly origin: string

  constructor(driver: DriverTab, origin: string) {
    this.driver = driver
    this.origin = origin
  }

  /** Opens an address, and waits until it shows the element of that role and name. */
  async goTo(path: string, role: string, name: string): Promise<void> {
    await this.driver.goTo(this.origin + path)
    await this.find(role, name)
    await this.expectComplete()
  }

  /** Waits until nothing on the page still loads or moves: leaving it before that abandons requests, which browsers report as errors. */
  expectComplete = (): Promise<void> =>
    this.expectPage('the page is complete', true, () => {
      const isMoving = ({ playState, effect }: Animation) => playState === 'running' && effect?.getTiming().iterations !== Infinity
      return !document.getAnimations().some(isMoving) && document.querySelector('[aria-busy=true], [class*=skeleton]') === null
    })

  /** Opens Home, with its rows. */
  goHome = (query = ''): Promise<void> => this.goTo(`/${query}`, 'table', words.en.journeys)

  /** Waits until a function in the page returns a value that passes. */
  async expectPage<Args extends readonly unknown[], Result>(
    description: string,
    expected: Result,
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<void> {
    await expect.poll(() => this.driver.run(work, ...args), { message: description, timeout }).toEqual(expected)
  }

  /** Waits until the page shows a text. Spaces match any kind of space. */
  expectText = (text: string, selector = 'body'): Promise<void> =>
    this.expectPage(
      `“${text}” is shown`,
      true,
      (wanted, where) =>
        Array.from(document.querySelectorAll<HTMLElement>(where)).some(({ innerText }) => innerText.replace(/\s+/g, ' ').includes(wanted)),
      text,
      selector,
    )

  /** Waits for the one element with a role and a name. */
  async find(role: string, name?: string): Promise<ElementReference> {
    let found: readonly ElementReference[] = []
    const count = async () => (found = await this.driver.locate(role, name)).length
    await expect.poll(count, { message: `${role} “${name ?? ''}”`, timeout }).toBe(1)
    return found[0] ?? {}
  }

  /** Waits until no element has a role and a name. */
  async expectNone(role: string, name?: string): Promise<void> {
    await expect.poll(async () => (await this.driver.locate(role, name)).length, { message: `no ${role} ${name ?? ''}`, timeout }).toBe(0)
  }

  isFocused = (element: ElementReference): Promise<boolean> =>
    this.driver.run((wanted) => document.activeElement === (wanted as unknown), element)

  /** Waits until an element has the focus. */
  async expectFocus(element: ElementReference, name: string): Promise<void> {
    await expect.poll(() => this.isFocused(element), { message: `the focus is on ${name}`, timeout }).toBe(true)
  }

  /** Types characters and keys, one after another. */
  type = (...pressed: readonly string[]): Promise<void> =>
    this.driver.performActions([{ type: 'key', id: 'keyboard', actions: pressed.flatMap((value) => [pressKey(value), releaseKey(value)]) }])

  /** Presses Tab backwards. */
  pressShiftTab = (): Promise<void> =>
    this.driver.performActions([
      { type: 'key', id: 'keyboard', actions: [pressKey(keys.Shift), pressKey(keys.Tab), releaseKey(keys.Tab), releaseKey(keys.Shift)] },
    ])

  press = (key: Key): Promise<void> => this.type(keys[key])

  /** Moves the pointer to the centre of an element, once that stands still and nothing covers it; clicks if `click` is set. */
  async point(element: ElementReference, click = false): Promise<void> {
    const { x, y } = await this.driver.run(async (reference) => {
      const target = reference as unknown as HTMLElement
      target.scrollIntoView({ block: 'nearest' })
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      for (let before = ''; ;) {
        await nextFrame()
        const { left, top, width, height } = target.getBoundingClientRect()
        const centre = { x: Math.floor(left + width / 2), y: Math.floor(top + height / 2) }
        const now = JSON.stringify(centre)
        if (now === before) return centre
        before = now
      }
    }, element)
    const move = { type: 'pointerMove', x, y, origin: 'viewport' }
    const press = [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    const sources: InputSources = [{ type: 'pointer', id: 'mouse', actions: [move, ...(click ? press : [])] }]
    await this.driver.performActions(sources)
  }

  /** Finds an element and clicks it. */
  click = async (role: string, name: string): Promise<void> => this.point(await this.find(role, name), true)

  /** Presses a key until an element has the focus, as a keyboard user does: Tab backwards if the element comes before the focus. */
  async moveFocusTo(element: ElementReference, name: string, key: Key = 'Tab'): Promise<void> {
    const isBefore = await this.driver.run((reference) => {
      const target = reference as unknown as Node
      return Boolean(document.activeElement && document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING)
    }, element)
    for (let presses = 0; !(await this.isFocused(element)); presses++) {
      expect(presses, `${key} leads to ${name}`).toBeLessThan(maxKeyPresses)
      await (isBefore && key === 'Tab' ? this.pressShiftTab() : this.press(key))
    }
  }

  /** Undoes what earlier tests did, by the demo's menu. */
  async resetDemo(): Promise<void> {
    await this.click('button', words.en.demo)
    await this.click('menuitem', 'Reset demo data')
    await this.expectNone('menu')
  }
}
