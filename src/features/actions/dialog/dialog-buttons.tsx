import { useId, type ReactNode, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Action } from '#domain/lifecycle.ts'
import { Button } from '#ui/input/button.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './action-dialog.module.css'

interface ConfirmationButtonsProps {
  readonly action: Action
  /** `weighing`: the numbers are on their way; `old`: they are not current; `refused`: it cannot be sent any more; `lasting`: it is under way for so long that nobody has to wait for it. */
  readonly state: 'ready' | 'weighing' | 'old' | 'refused' | 'sending' | 'lasting'
  /** Identifiers of the words that say why it is refused or has to wait. */
  readonly describedBy: string
  /** The button that leads to the gentler ending, where it has no better place. */
  readonly instead: ReactNode
  readonly cancel: RefObject<HTMLButtonElement | null>
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

const violent: Readonly<Record<Action, boolean>> = {
  publish: false,
  pause: false,
  resume: false,
  close: false,
  stop: true,
  createVersion: false,
  duplicate: false,
  delete: false,
}

const looks = { ready: 'ready', weighing: 'waiting', old: 'waiting', refused: 'unavailable', sending: 'busy', lasting: 'busy' } as const

/** Cancel, the gentler way where there is one, and the verb again. */
export function ConfirmationButtons(props: ConfirmationButtonsProps) {
  const { action, state, describedBy, instead, cancel, onCancel, onConfirm } = props
  const t = useTranslations()
  const id = useId()
  const sending = state === 'sending'
  const lasting = state === 'lasting'
  return (
    <div className={styles.buttons}>
      <Button ref={cancel} onPress={onCancel} state={sending ? 'unavailable' : 'ready'} describedBy={sending ? `${id}-sent` : undefined}>
        {t(lasting ? 'confirm.leave' : 'confirm.cancel')}
      </Button>
      {sending && <VisuallyHidden id={`${id}-sent`}>{t('confirm.underWay')}</VisuallyHidden>}
      {instead}
      <Button
        onPress={onConfirm}
        state={looks[state]}
        describedBy={state === 'refused' || state === 'old' ? describedBy : undefined}
        look={violent[action] ? 'danger' : 'primary'}
      >
        {sending || lasting ? t(`confirm.busy.${action}`) : t(`action.${action}`)}
      </Button>
    </div>
  )
}
