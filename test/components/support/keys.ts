/** Simulated browser key handling, fast enough for random walks of thousands of keys. */

const focusableTags = new Set(['a', 'button', 'input', 'select', 'textarea', 'summary'])

const isTabbable = (one: HTMLElement): boolean => {
  if (one instanceof HTMLButtonElement && one.disabled) return false
  for (let each: HTMLElement | null = one; each; each = each.parentElement) {
    if (each.hasAttribute('inert') || each.hasAttribute('hidden')) return false
    const folded = each.parentElement
    if (folded?.localName === 'details' && !folded.hasAttribute('open') && each.localName !== 'summary') return false
  }
  if (one instanceof HTMLInputElement && one.type === 'radio') return one.checked
  return one.localName === 'summary' || one.tabIndex >= 0
}

/** The tab stops, in order. */
export const listTabStops = (): readonly HTMLElement[] =>
  Array.from(document.getElementsByTagName('*'))
    .filter((one): one is HTMLElement => one instanceof HTMLElement && (focusableTags.has(one.localName) || one.hasAttribute('tabindex')))
    .filter(isTabbable)

const getFocusedElement = (): Element => document.activeElement ?? document.body

const writeValue = (field: HTMLElement, value: string) => {
  // React overrides the instance's setter; only the prototype's setter makes it notice a change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }))
}

function moveFocus(back: boolean): void {
  const all = listTabStops()
  const here = getFocusedElement()
  const at = all.indexOf(here as HTMLElement)
  // If the focus is not on a tab stop, continue with the next tab stop in document order.
  const follows = (one: Element) => (here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const next = at >= 0 ? at + 1 : all.findIndex(follows)
  const before = at >= 0 ? at - 1 : next - 1
  all.at((back ? before : next === -1 ? 0 : next) % all.length)?.focus()
}

function pressArrow(key: string): void {
  const here = getFocusedElement()
  const direction = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1
  if (here instanceof HTMLSelectElement) {
    const option = here.options[here.selectedIndex + direction]
    if (option) writeValue(here, option.value)
  } else if (here instanceof HTMLInputElement && here.type === 'range') writeValue(here, String(Number(here.value) + direction))
  else if (here instanceof HTMLInputElement && here.type === 'radio') {
    const group = Array.from(document.getElementsByName(here.name)) as HTMLInputElement[]
    const next = group.at((group.indexOf(here) + direction) % group.length)
    next?.focus()
    next?.click()
  }
}

const pressedBySpace = 'button, summary, input[type=radio]'

/** The browser's default action of a key, unless it is prevented. */
function applyDefaultAction(key: string, shift: boolean): void {
  const here = getFocusedElement()
  const field = here instanceof HTMLTextAreaElement || (here instanceof HTMLInputElement && !['radio', 'range'].includes(here.type))
  if (key === 'Tab') moveFocus(shift)
  else if (key === 'Enter' && here.matches('a[href], button, summary')) (here as HTMLElement).click()
  else if (key.startsWith('Arrow')) pressArrow(key)
  else if (key.length === 1 && field) writeValue(here, here.value + key)
}

const dispatchKey = async (type: string, key: string, shiftKey: boolean): Promise<boolean> => {
  const isAllowed = getFocusedElement().dispatchEvent(new KeyboardEvent(type, { key, shiftKey, bubbles: true, cancelable: true }))
  // Flush microtasks before the next browser event.
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  return isAllowed
}

/** Presses and releases a key. */
export async function pressKey(key: string, shift = false): Promise<void> {
  const pressed = getFocusedElement()
  const isKeyDownAllowed = await dispatchKey('keydown', key, shift)
  if (isKeyDownAllowed) applyDefaultAction(key, shift)
  await new Promise(setImmediate)
  const isKeyUpAllowed = await dispatchKey('keyup', key, shift)
  if (key === ' ' && isKeyDownAllowed && isKeyUpAllowed && getFocusedElement() === pressed && pressed.matches(pressedBySpace))
    (pressed as HTMLElement).click()
  await new Promise(setImmediate)
}
