import type { ReactNode } from 'react'
import styles from './visually-hidden.module.css'

/** Text for screen readers only. `id` lets `aria-describedby` refer to it. */
export function VisuallyHidden({ children, id }: { readonly children: ReactNode; readonly id?: string }) {
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  )
}
