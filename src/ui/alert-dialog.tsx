import * as Dialog from '@radix-ui/react-dialog'
import { useRef, useState, type ReactNode, type RefObject } from 'react'
import styles from './alert-dialog.module.css'
import { revealControl } from '#ui/input/reveal-control.ts'

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
  /** Notices about the dialog, between its content and its buttons. */
  readonly notices: ReactNode
  /** The buttons; always visible. */
  readonly buttons: ReactNode
}

/**
 * Frame of a confirmation: modal, with a focus trap. Mounted means open.
 * No Radix overlay: it injects a style element, which the content security policy blocks. The style sheet keeps the page from scrolling.
 */
export function AlertDialog({ title, size, describedBy, initialFocus, onCancel, onClosed, children, notices, buttons }: AlertDialogProps) {
  const isPointerUsed = useRef(false)
  const [hasScrollbar] = useState(() => innerWidth > document.documentElement.clientWidth)
  const returnFocus = (dialog: HTMLElement | null) => () => {
    if (dialog?.contains(document.activeElement)) queueMicrotask(() => dialog.isConnected || onClosed())
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onCancel()}>
      <Dialog.Portal>
        <div
          role="presentation"
          className={`${styles.frame} ${hasScrollbar ? styles.keepsGutter : ''}`}
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
              // Not by Radix: a menu that is just closing may take the key from it, and it does not hear a key that is pressed at once.
              onEscapeKeyDown={(event) => event.preventDefault()}
              onKeyDown={({ key, nativeEvent }) => key === 'Escape' && !nativeEvent.isComposing && onCancel()}
              // The focus trap moves the focus without scrolling. A control under the pointer must not move.
              onPointerDownCapture={() => void (isPointerUsed.current = true)}
              onKeyDownCapture={() => void (isPointerUsed.current = false)}
              onFocus={({ target }) => isPointerUsed.current || revealControl(target)}
            >
              <div className={styles.main}>
                <Dialog.Title className={styles.title}>{title}</Dialog.Title>
                <div className={styles.body}>{children}</div>
              </div>
              <div className={styles.footer}>
                <div className={styles.notices}>{notices}</div>
                {buttons}
              </div>
            </Dialog.Content>
          </div>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
