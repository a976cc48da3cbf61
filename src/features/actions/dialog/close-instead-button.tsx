import { useId, useState, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Verdict } from '#domain/lifecycle.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'

interface CloseInsteadButtonProps {
  /** Whether closing is allowed in place of stopping. */
  readonly verdict: Verdict
  readonly state: 'deciding' | 'sending'
  readonly onPress: () => void
  /** Focus fallback: gets the focus if this button is unmounted while focused. */
  readonly focusFallback: RefObject<HTMLElement | null>
}

/** Switches the dialog from stopping to closing. */
export function CloseInsteadButton({ verdict, state, onPress, focusFallback }: CloseInsteadButtonProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const id = useId()
  const [focusRef] = useState(() => restoreFocusOnUnmount(() => focusFallback.current))
  const unavailableReason = state === 'sending' ? t('confirm.inProgress') : labels.unavailableReason(verdict, 'close')
  return (
    <span ref={focusRef}>
      <Tooltip id={id} text={unavailableReason ?? null}>
        <Button
          onPress={onPress}
          state={unavailableReason ? 'unavailable' : 'ready'}
          describedBy={unavailableReason && id}
          variant="primary"
        >
          {t('confirm.closeInstead')}
        </Button>
      </Tooltip>
    </span>
  )
}
