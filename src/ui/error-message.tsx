import type { ReactNode } from 'react'
import { Button } from '#ui/input/button.tsx'
import styles from './error-message.module.css'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'

const focusFallback = restoreFocusOnUnmount()

interface ErrorMessageProps {
  /** The failure, and the state that is still valid. */
  readonly children: ReactNode
  /** Label and handler of the recovery button, which is busy until a returned promise is settled. */
  readonly retry?: { readonly label: string; readonly onPress: () => unknown }
}

/** A failed read, shown in place of (or above) the missing content. */
export function ErrorMessage({ children, retry }: ErrorMessageProps) {
  return (
    <div ref={focusFallback} role="alert" className={styles.failure}>
      <div>{children}</div>
      {retry && <Button onPress={retry.onPress}>{retry.label}</Button>}
    </div>
  )
}
