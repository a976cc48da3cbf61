/** What can always take it: the dialog that is open, else the heading of the page. */
const safe = () => document.querySelector<HTMLElement>('[role=alertdialog]') ?? document.querySelector<HTMLElement>('h1')

/**
 * A ref for something that may vanish while the focus is inside: the focus then goes to `heir`, by default the dialog that is open or else the heading
 * of the page, instead of getting lost.
 */
export const passFocusTo =
  (heir: () => HTMLElement | null = safe) =>
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
      ;(heir() ?? safe())?.focus({ preventScroll: true })
    })
  }

/** A ref for one of several, each with a link: the focus goes to the link of the next one that stays, else of the one before. */
export const passFocusOn = (one: HTMLElement | null) => () => {
  const all = Array.from(one?.parentElement?.children ?? [])
  const at = all.findIndex((other) => other === one)
  const near = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).toReversed()]
  passFocusTo(() => near.find(({ isConnected }) => isConnected)?.querySelector('a') ?? null)(one)()
}
