import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { Button } from '#ui/button.tsx'
import styles from './confirmation.module.css'

interface ConfirmationButtonsProps {
  readonly action: Action
  readonly state: 'ready' | 'unavailable' | 'busy'
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

/** Cancel, the gentler way where there is one, and the verb again. */
export function ConfirmationButtons({ action, state, instead, cancel, onCancel, onInstead, onConfirm }: ConfirmationButtonsProps) {
  const t = useTranslations()
  return (
    <div className={styles.buttons}>
      <Button ref={cancel} onPress={onCancel} state={state === 'busy' ? 'unavailable' : 'ready'}>
        {t('confirm.cancel')}
      </Button>
      {instead?.allowed && (
        <Button onPress={onInstead} state={state === 'busy' ? 'unavailable' : 'ready'} look="primary">
          {t('confirm.instead')}
        </Button>
      )}
      <Button onPress={onConfirm} state={state} look={violent[action] ? 'danger' : 'primary'}>
        {state === 'busy' ? t(`confirm.busy.${action}`) : t(`action.${action}`)}
      </Button>
    </div>
  )
}
