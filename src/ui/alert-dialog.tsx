import * as Dialog from '@radix-ui/react-dialog'
import type { ReactNode, RefObject } from 'react'
import styles from './alert-dialog.module.css'

interface AlertDialogProps {
  readonly title: ReactNode
  /** As high as its content, or of a fixed height for late content, so that nothing moves; the two largest are also wide. */
  readonly size: 'content' | 'low' | 'medium' | 'large'
  /** Ids of the question and the consequence, separated by a space. */
  readonly describedBy: string
  /** Initial focus: the harmless button. */
  readonly initialFocus: RefObject<HTMLElement | null>
  /** Called on Escape. A click outside does nothing. */
  readonly onCancel: () => void
  /** Focus restoration: moves the focus back once the dialog is unmounted. */
  readonly onClosed: () => void
  readonly children: ReactNode
  /** The buttons; always visible. */
  readonly footer: ReactNode
}

/**
 * Frame of a confirmation: modal, with a focus trap. Mounted means open.
 * No Radix overlay: it injects a style element, which the content security policy blocks. The frame contains scrolling by itself.
 */
export function AlertDialog({ title, size, describedBy, initialFocus, onCancel, onClosed, children, footer }: AlertDialogProps) {
  const returnFocus = (dialog: HTMLElement | null) => () => {
    if (dialog?.contains(document.activeElement)) queueMicrotask(() => dialog.isConnected || onClosed())
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onCancel()}>
      <Dialog.Portal>
        <div
          role="presentation"
          className={styles.frame}
          // A press outside the dialog does not move the focus.
          onMouseDown={(event) => event.target instanceof Element && !event.target.closest('[role=alertdialog]') && event.preventDefault()}
        >
          <div className={styles.backdrop} aria-hidden />
          <div className={styles.center}>
            <Dialog.Content
              ref={returnFocus}
              role="alertdialog"
              aria-modal
              aria-describedby={describedBy}
              className={`${styles.dialog} ${styles[size] ?? ''}`}
              onOpenAutoFocus={(event) => {
                event.preventDefault()
                initialFocus.current?.focus({ preventScroll: true })
              }}
              onCloseAutoFocus={(event) => {
                // Runs shortly after unmount: too late for a key pressed at once, so it only covers cases that `returnFocus` missed.
                event.preventDefault()
                if (document.activeElement === document.body) onClosed()
              }}
              onInteractOutside={(event) => event.preventDefault()}
            >
              <Dialog.Title className={styles.title}>{title}</Dialog.Title>
              <div className={styles.body}>{children}</div>
              <div className={styles.footer}>{footer}</div>
            </Dialog.Content>
          </div>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
