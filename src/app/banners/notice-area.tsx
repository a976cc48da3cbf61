import type { ReactNode } from 'react'
import { runWhenIdle } from '#ui/when-idle.ts'
import styles from './notice-area.module.css'

/** Loads the code after the page, before there are notices. If this chunk fails to load, the page works without it. */
const keepFocusInSightWhenIdle = (area: HTMLElement | null) => {
  if (area === null) return undefined
  const load = () =>
    void import('#ui/input/keep-focus-in-sight.ts').then(
      ({ keepFocusInSight }) => keepFocusInSight(area, '--notices'),
      () => {},
    )
  return runWhenIdle(load, { timeoutMs: 4_000, fallbackDelayMs: 1_500 })
}

/** All notices, at the bottom of the window. They do not shift the layout, and nothing that has the focus is behind them. */
export function NoticeArea({ children }: { readonly children: ReactNode }) {
  return (
    <div ref={keepFocusInSightWhenIdle} className={styles.area}>
      {children}
    </div>
  )
}
