import { useId, useState, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Verdict } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Tooltip } from '#ui/tooltip.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'

interface InsteadButtonProps {
  /** Whether closing is possible in place of stopping. */
  readonly verdict: Verdict
  readonly state: 'deciding' | 'sending'
  readonly onPress: () => void
  /** Gets the focus if this goes elsewhere while it has it. */
  readonly heir: RefObject<HTMLElement | null>
}

/** The way from stopping to closing. */
export function InsteadButton({ verdict, state, onPress, heir }: InsteadButtonProps) {
  const t = useTranslations()
  const words = useWords()
  const id = useId()
  const [ref] = useState(() => passFocusTo(() => heir.current))
  const why = state === 'sending' ? t('confirm.underWay') : words.refusal(verdict, 'close')
  return (
    <span ref={ref}>
      <Tooltip id={id} text={why ?? null}>
        <Button onPress={onPress} state={why ? 'unavailable' : 'ready'} describedBy={why && id} look="primary">
          {t('confirm.instead')}
        </Button>
      </Tooltip>
    </span>
  )
}
