import type { ReactNode } from 'react'
import styles from './notice-area.module.css'

/**
 * Ref of the area. Its height is reserved at the end of the page and of its scrolling (`--notices`), so that a focused element is
 * scrolled above it.
 */
function reserveHeight(area: HTMLElement | null) {
  if (area === null) return undefined
  const root = document.documentElement
  const observer = new ResizeObserver(() => {
    root.style.setProperty('--notices', `${area.offsetHeight}px`)
    // A new notice may cover the element that has the focus already.
    const focused = document.activeElement
    if (focused === null || focused.contains(area) || area.contains(focused)) return
    const { top, bottom } = focused.getBoundingClientRect()
    if (top < window.innerHeight && bottom > area.getBoundingClientRect().top) focused.scrollIntoView({ block: 'nearest' })
  })
  observer.observe(area)
  return () => observer.disconnect()
}

/** All notices, at the bottom of the window. They do not shift the layout, and nothing that has the focus is behind them. */
export function NoticeArea({ children }: { readonly children: ReactNode }) {
  return (
    <div ref={reserveHeight} className={styles.area}>
      {children}
    </div>
  )
}
