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

/** How long a row has to have the focus before its position is announced, in milliseconds: of a key held down only the last row is. */
const restMs = 250

/** Shows nothing. Announces the position of the row to which a key has moved. */
export function RowPosition({ move, count }: RowPositionProps): null {
  const t = useTranslations()
  const announce = useAnnounce()
  const onMoved = useEffectEvent(({ index }: RowPositionProps['move']) => announce(t('list.position', { row: index + 1, count })))
  // Effect, because the announcer and the timer are outside React.
  useEffect(() => {
    const timer = setTimeout(() => onMoved(move), restMs)
    return () => clearTimeout(timer)
  }, [move])
  return null
}
