import * as Dialog from '@radix-ui/react-dialog'
import type { ReactNode, RefObject } from 'react'
import styles from './alert-dialog.module.css'

interface AlertDialogProps {
  readonly title: ReactNode
  /** How high it is: as its content is, or a fixed height for content that comes late, so that nothing moves when it does. */
  readonly height: 'content' | 'low' | 'medium' | 'high'
  /** Identifiers of the question and the consequence, separated by a space. */
  readonly describedBy: string
  /** Gets the focus when the dialog opens: the harmless answer. */
  readonly firstFocus: RefObject<HTMLElement | null>
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
export function AlertDialog({ title, height, describedBy, firstFocus, onCancel, onClosed, children, footer }: AlertDialogProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onCancel()}>
      <Dialog.Portal>
        <div className={styles.frame}>
          <div className={styles.veil} aria-hidden />
          <div className={styles.middle}>
            <Dialog.Content
              role="alertdialog"
              aria-modal
              aria-describedby={describedBy}
              className={`${styles.dialog} ${styles[height] ?? ''}`}
              onOpenAutoFocus={(event) => {
                event.preventDefault()
                firstFocus.current?.focus({ preventScroll: true })
              }}
              onCloseAutoFocus={(event) => {
                event.preventDefault()
                onClosed()
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
