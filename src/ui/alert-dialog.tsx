import * as Dialog from '@radix-ui/react-dialog'
import type { ReactNode, RefObject } from 'react'
import styles from './alert-dialog.module.css'

interface AlertDialogProps {
  readonly title: ReactNode
  /** As high as its content is, or of a fixed height for content that comes late, so that nothing moves when it does; the two largest are wide, too. */
  readonly size: 'content' | 'low' | 'medium' | 'large'
  /** Identifiers of the question and the consequence, separated by a space. */
  readonly describedBy: string
  /** Gets the focus when the dialog opens: the harmless answer. */
  readonly initialFocus: RefObject<HTMLElement | null>
  /** Escape. A click outside does nothing. */
  readonly onCancel: () => void
  /** Moves the focus back to where it came from, once the dialog is gone. */
  readonly onClosed: () => void
  readonly children: ReactNode
  /** The answers; always in sight. */
  readonly footer: ReactNode
}

/**
 * The frame of a confirmation: modal, focus held inside. Mounted means open.
 * It has no Radix overlay: that one writes a style element, which the content policy refuses; the frame keeps scrolling to itself instead.
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
          // A press beside the dialog leaves the focus where it is.
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
                // A moment after the dialog is gone: too late for a key that follows at once, so this is for what `returnFocus` could not see.
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
