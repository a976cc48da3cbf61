const heading = () => document.querySelector<HTMLElement>('h1')

/**
 * A ref for something that may vanish while the focus is inside: the focus then goes to `heir`, by default the heading of the page, instead of getting lost.
 */
export const passFocusTo =
  (heir: () => HTMLElement | null = heading) =>
  (element: HTMLElement | null) =>
  () => {
    // React calls this just before it takes the element out of the page, when it can still be asked.
    if (element?.contains(document.activeElement)) queueMicrotask(() => (heir() ?? heading())?.focus({ preventScroll: true }))
  }
