import { useEffect, useEffectEvent } from 'react'
import { useTranslations } from 'use-intl'
import '#i18n/list-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'

interface RowPositionProps {
  /** The row to which a key has moved the focus: another object for each press. */
  readonly move: { readonly index: number }
  /** Number of rows that match. */
  readonly count: number
}

/** Shows nothing. Announces the position of the row to which a key has moved. */
export function RowPosition({ move, count }: RowPositionProps): null {
  const t = useTranslations()
  const announce = useAnnounce()
  const onMoved = useEffectEvent(({ index }: RowPositionProps['move']) => announce(t('list.position', { row: index + 1, count })))
  // Effect, because the announcer is outside React.
  useEffect(() => onMoved(move), [move])
  return null
}
