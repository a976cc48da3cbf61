import { useId, type ReactNode, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { Button } from '#ui/input/button.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './action-dialog.module.css'
import type { DialogPhase } from './dialog-state.ts'

interface DialogButtonsProps {
  readonly action: Action
  readonly state: DialogPhase['phase']
  /** Ids of the elements that explain why the action is unavailable or waiting. */
  readonly describedBy: string
  /** Called when the confirm button is pressed while its impact is loading or the data is stale. */
  readonly onEarlyPress: () => void
  /** The button that switches to closing, if it is not shown elsewhere in the dialog. */
  readonly closeInstead: ReactNode
  readonly cancelRef: RefObject<HTMLButtonElement | null>
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

const buttonStates = {
  ready: 'ready',
  loadingImpact: 'waiting',
  stale: 'waiting',
  blocked: 'unavailable',
  sending: 'busy',
  inBackground: 'busy',
} as const

/** Cancel, the close-instead button if present, and the confirm button with the action's verb. */
export function DialogButtons(props: DialogButtonsProps) {
  const { action, state, describedBy, closeInstead, cancelRef, onCancel, onConfirm, onEarlyPress } = props
  const t = useTranslations()
  const id = useId()
  const isSending = state === 'sending'
  const isInBackground = state === 'inBackground'
  return (
    <div className={styles.buttons}>
      <Button
        ref={cancelRef}
        onPress={onCancel}
        state={isSending ? 'unavailable' : 'ready'}
        describedBy={isSending ? `${id}-sent` : undefined}
      >
        {t(isInBackground ? 'confirm.close' : 'confirm.cancel')}
      </Button>
      {isSending && <VisuallyHidden id={`${id}-sent`}>{t('confirm.inProgress')}</VisuallyHidden>}
      {closeInstead}
      <Button
        onPress={onConfirm}
        onEarlyPress={onEarlyPress}
        state={buttonStates[state]}
        describedBy={['blocked', 'stale', 'loadingImpact'].includes(state) ? describedBy : undefined}
        variant={actionSpecs[action].tone === 'danger' ? 'danger' : 'primary'}
      >
        {isSending || isInBackground ? t(`confirm.busy.${action}`) : t(`action.${action}`)}
      </Button>
    </div>
  )
}
