import type { ReactNode } from 'react'
import styles from './visually-hidden.module.css'

/** Text for people who listen, not for those who look. `id` lets `aria-describedby` point at it. */
export function VisuallyHidden({ children, id }: { readonly children: ReactNode; readonly id?: string }) {
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  )
}
