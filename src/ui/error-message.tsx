import type { ReactNode } from 'react'
import { Button } from '#ui/input/button.tsx'
import styles from './error-message.module.css'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'

const focusFallback = restoreFocusOnUnmount()

interface ErrorMessageProps {
  /** What happened, and what is still true. */
  readonly children: ReactNode
  /** The word on the way out, and the way out. */
  readonly retry?: { readonly label: string; readonly onPress: () => void }
}

/** A failed read, said in place of (or above) what it should have shown. */
export function ErrorMessage({ children, retry }: ErrorMessageProps) {
  return (
    <div ref={focusFallback} role="alert" className={styles.failure}>
      <div>{children}</div>
      {retry && <Button onPress={retry.onPress}>{retry.label}</Button>}
    </div>
  )
}
