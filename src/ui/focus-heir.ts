const heading = () => document.querySelector<HTMLElement>('h1')

/**
 * A ref for something that may vanish while the focus is inside: the focus then goes to `heir`, by default the heading of the page, instead of getting lost.
 */
export const passFocusTo =
  (heir: () => HTMLElement | null = heading) =>
  (element: HTMLElement | null) =>
  () => {
    // React calls this just before it takes the element out of the page, when it can still be asked.
    if (!element?.contains(document.activeElement)) return
    // All that surrounds it, because some of that may go with it.
    const around = new Set<Element>()
    for (let one = element.parentElement; one; one = one.parentElement) around.add(one)
    queueMicrotask(() => {
      const { activeElement, body } = document
      // Something else may have taken it meanwhile; what merely surrounded the element keeps it safe at best.
      if (activeElement && activeElement !== body && !around.has(activeElement)) return
      ;(heir() ?? heading())?.focus({ preventScroll: true })
    })
  }
