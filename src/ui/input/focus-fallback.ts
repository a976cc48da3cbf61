/** What can always take it: the dialog that is open, else the heading of the page. */
const findDefaultFallback = () => document.querySelector<HTMLElement>('[role=alertdialog]') ?? document.querySelector<HTMLElement>('h1')

/**
 * A ref for something that may vanish while the focus is inside: the focus then goes to what `findFallback` finds, by default the dialog that is open or else the heading
 * of the page, instead of getting lost.
 */
export const restoreFocusOnUnmount =
  (findFallback: () => HTMLElement | null = findDefaultFallback) =>
  (element: HTMLElement | null) =>
  () => {
    // React calls this just before it takes the element out of the page, when it can still be asked.
    if (!element?.contains(document.activeElement)) return
    // All that surrounds it, because some of that may go with it.
    const ancestors = new Set<Element>()
    for (let one = element.parentElement; one; one = one.parentElement) ancestors.add(one)
    queueMicrotask(() => {
      const { activeElement, body } = document
      // Something else may have taken it meanwhile; what merely surrounded the element keeps it safe at best.
      if (activeElement && activeElement !== body && !ancestors.has(activeElement)) return
      ;(findFallback() ?? findDefaultFallback())?.focus({ preventScroll: true })
    })
  }

/** A ref for one of several, each with a link: the focus goes to the link of the next one that stays, else of the one before. */
export const focusSiblingOnUnmount = (element: HTMLElement | null) => () => {
  const siblings = Array.from(element?.parentElement?.children ?? [])
  const index = siblings.findIndex((other) => other === element)
  const nearestFirst = [...siblings.slice(index + 1), ...siblings.slice(0, Math.max(index, 0)).toReversed()]
  restoreFocusOnUnmount(() => nearestFirst.find(({ isConnected }) => isConnected)?.querySelector('a') ?? null)(element)()
}
