/**
 * Focus watchdog: records every moment at which a key press would be lost, because the focus is nowhere, detached or invisible. Starts
 * with the first focus. It has no dependencies, so it can be serialized into a browser.
 */
export function watchFocus(): { readonly lost: string[]; readonly end: () => void } {
  const lost: string[] = []
  let last = ''
  let isMoving = false
  const controller = new AbortController()
  const listenerOptions = { capture: true, signal: controller.signal }
  const isVisible = (one: Element) => {
    for (let each: Element | null = one; each; each = each.parentElement)
      if (each.hasAttribute('hidden') || each.hasAttribute('inert')) return false
    return one.isConnected && (!('checkVisibility' in one) || one.checkVisibility({ visibilityProperty: true }))
  }
  const checkFocus = () => {
    const { activeElement: one, body, documentElement } = document
    if (one !== null && one !== body && one !== documentElement && isVisible(one))
      last = (one.cloneNode() as Element).outerHTML.slice(0, 160)
    else if (last !== '') lost.push(`${one?.tagName ?? 'nothing'} after ${last}`)
  }
  // Wait for microtasks: handlers of the DOM change run first, and no key event can come before them.
  const observer = new MutationObserver(() => queueMicrotask(() => queueMicrotask(() => isMoving || checkFocus())))
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden', 'inert', 'aria-hidden', 'open', 'class', 'disabled', 'tabindex'],
  })
  // While the focus moves between elements, it is briefly nowhere within one task.
  document.addEventListener(
    'focusout',
    () => {
      isMoving = true
      setTimeout(() => {
        isMoving = false
        checkFocus()
      })
    },
    listenerOptions,
  )
  document.addEventListener(
    'focusin',
    () => {
      isMoving = false
      checkFocus()
    },
    listenerOptions,
  )
  // Elements that a dialog has hidden become visible shortly after it closes, and always before the next key press.
  const checkFocusAtKey = () => {
    checkFocus()
    if (document.activeElement?.closest('[aria-hidden=true]')) lost.push(`hidden from screen readers: ${last}`)
  }
  document.addEventListener('keydown', checkFocusAtKey, listenerOptions)
  document.addEventListener('keyup', checkFocusAtKey, listenerOptions)
  const end = () => {
    observer.disconnect()
    controller.abort()
  }
  return { lost, end }
}
