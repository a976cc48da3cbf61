/**
 * Writes down every moment at which a key would have gone nowhere: nothing has the focus, or something that is not on the page or cannot be seen.
 * It begins with the first focus. Needs nothing from outside, so that it can be handed over to a browser.
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
  // A change of the page is over, and what answers it has answered, once all that was to be done at once is done: only then can a key come.
  const observer = new MutationObserver(() => queueMicrotask(() => queueMicrotask(() => isMoving || checkFocus())))
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden', 'inert', 'aria-hidden', 'open', 'class', 'disabled', 'tabindex'],
  })
  // From one thing to another the focus goes over nothing, within the same moment.
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
  // What a dialog hides it shows again a moment after it is gone: by the next key it has.
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
