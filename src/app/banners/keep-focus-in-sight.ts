/**
 * Reserves the height of the notices at the end of the page and of its scrolling (`--notices`), so that a focused element is scrolled
 * above them.
 */
export function keepFocusInSight(area: HTMLElement): void {
  const observer = new ResizeObserver(() => {
    document.documentElement.style.setProperty('--notices', `${area.offsetHeight}px`)
    // A new notice may cover the element that has the focus already.
    const focused = document.activeElement
    if (focused === null || focused.contains(area) || area.contains(focused)) return
    const { top, bottom } = focused.getBoundingClientRect()
    if (top < window.innerHeight && bottom > area.getBoundingClientRect().top) focused.scrollIntoView({ block: 'nearest' })
  })
  observer.observe(area)
}
