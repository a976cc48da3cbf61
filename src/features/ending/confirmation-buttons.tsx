import { useId, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/words.ts'
import { Button } from '#ui/button.tsx'
import { Explained } from '#ui/explained.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './confirmation.module.css'

interface ConfirmationButtonsProps {
  readonly action: Action
  /** `weighing`: the numbers are on their way; `refused`: it cannot be sent any more. */
  readonly state: 'ready' | 'weighing' | 'refused' | 'sending'
  /** Identifier of the words that say why it is refused. */
  readonly describedBy: string
  /** Whether the gentle ending is possible in place of this one; `null` where there is nothing gentler. */
  readonly instead: Verdict | null
  readonly cancel: RefObject<HTMLButtonElement | null>
  readonly onCancel: () => void
  readonly onInstead: () => void
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

const looks = { ready: 'ready', weighing: 'waiting', refused: 'unavailable', sending: 'busy' } as const

/** Cancel, the gentler way where there is one, and the verb again. */
export function ConfirmationButtons(props: ConfirmationButtonsProps) {
  const { action, state, describedBy, instead, cancel, onCancel, onInstead, onConfirm } = props
  const t = useTranslations()
  const words = useWords()
  const id = useId()
  const sending = state === 'sending'
  const why = sending ? t('confirm.underWay') : instead && words.refusal(instead, 'close')
  return (
    <div className={styles.buttons}>
      <Button ref={cancel} onPress={onCancel} state={sending ? 'unavailable' : 'ready'} describedBy={sending ? `${id}-sent` : undefined}>
        {t('confirm.cancel')}
      </Button>
      {sending && <VisuallyHidden id={`${id}-sent`}>{t('confirm.underWay')}</VisuallyHidden>}
      {instead && (
        <Explained id={`${id}-why`} why={why ?? null}>
          <Button onPress={onInstead} state={why ? 'unavailable' : 'ready'} describedBy={why ? `${id}-why` : undefined} look="primary">
            {t('confirm.instead')}
          </Button>
        </Explained>
      )}
      <Button
        onPress={onConfirm}
        state={looks[state]}
        describedBy={state === 'refused' ? describedBy : undefined}
        look={violent[action] ? 'danger' : 'primary'}
      >
        {sending ? t(`confirm.busy.${action}`) : t(`action.${action}`)}
      </Button>
    </div>
  )
}
