/** Default fallback: the open dialog, or else the heading of the page. */
const findDefaultFallback = () => document.querySelector<HTMLElement>('[role=alertdialog]') ?? document.querySelector<HTMLElement>('h1')

/** Moves the focus. Somebody who uses the keyboard sees where it is; under a pointer the page does not scroll. */
export function focusInSight(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
  if (element?.matches(':focus-visible')) element.scrollIntoView({ block: 'nearest' })
}

/**
 * Focus restoration: returns a ref for an element that may be unmounted while it contains the focus. The focus then moves to the result
 * of `findFallback`, by default the open dialog or else the heading of the page.
 * Not for an element that React may reuse while its content changes: the content is removed before the ref is called, and its focus is
 * lost. Such an element has a key, or the ref belongs to the button itself.
 */
export const restoreFocusOnUnmount =
  (findFallback: () => HTMLElement | null = findDefaultFallback) =>
  (element: HTMLElement | null) =>
  () => {
    // React calls this just before it removes the element, while its position can still be read.
    if (!element?.contains(document.activeElement)) return
    // All ancestors, because some of them may be removed with it.
    const ancestors = new Set<Element>()
    for (let one = element.parentElement; one; one = one.parentElement) ancestors.add(one)
    queueMicrotask(() => {
      const { activeElement, body } = document
      // Leave the focus alone if it has moved to anything but an ancestor of the removed element.
      if (activeElement && activeElement !== body && !ancestors.has(activeElement)) return
      focusInSight(findFallback() ?? findDefaultFallback())
    })
  }

/** Focus restoration for a list item with a link: the focus moves to the link of the next remaining item, or else the previous one. */
export const focusSiblingOnUnmount = (element: HTMLElement | null) => () => {
  const siblings = Array.from(element?.parentElement?.children ?? [])
  const index = siblings.findIndex((other) => other === element)
  const nearestFirst = [...siblings.slice(index + 1), ...siblings.slice(0, Math.max(index, 0)).toReversed()]
  restoreFocusOnUnmount(() => nearestFirst.find(({ isConnected }) => isConnected)?.querySelector('a') ?? null)(element)()
}
