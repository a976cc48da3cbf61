/**
 * Reserves the height of an area at the bottom of the window at the end of the page and of its scrolling, so that a focused element is
 * scrolled above it. `property`: the custom property with the height. Returns a function that ends that.
 */
export function keepFocusInSight(area: HTMLElement, property: '--notices' | '--selection-bar'): () => void {
  const { style } = document.documentElement
  const observer = new ResizeObserver(() => {
    style.setProperty(property, `${area.offsetHeight}px`)
    // What has grown may cover the element that has the focus already.
    const focused = document.activeElement
    if (focused === null || focused.contains(area) || area.contains(focused)) return
    const { top, bottom } = focused.getBoundingClientRect()
    if (top < window.innerHeight && bottom > area.getBoundingClientRect().top) focused.scrollIntoView({ block: 'nearest' })
  })
  observer.observe(area)
  return () => {
    observer.disconnect()
    style.removeProperty(property)
  }
}
