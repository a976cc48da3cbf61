import { memo } from 'react'
import { Link } from 'react-router'
import { useFormatter } from 'use-intl'
import { useTexts } from './language.ts'
import type { Row } from './rows.ts'

const actions = [
  ['report', '▤'],
  ['duplicate', '⧉'],
  ['close', '⊖'],
  ['stop', '⯃'],
  ['delete', '✕'],
] as const

interface JourneyRowProps {
  readonly row: Row
  readonly onClose: (row: Row) => void
}

/** One version in the list, with its quick actions. */
export const JourneyRow = memo(({ row, onClose }: JourneyRowProps) => {
  const t = useTexts()
  const format = useFormatter()
  return (
    <div role="row" className="row body">
      <div role="rowheader">
        <Link to={`/journeys/${row.id}`}>{row.name}</Link>
      </div>
      <div role="cell">{t('version', { number: row.number })}</div>
      <div role="cell">
        <span className={row.status}>{t(`status.${row.status}`)}</span>
      </div>
      <div role="cell">{format.number(row.peopleInside)}</div>
      <div role="cell">{format.dateTime(row.updatedAt, { dateStyle: 'medium' })}</div>
      <div role="cell">{row.ended && t('endedBy', { person: row.ended.by, reason: row.ended.reason })}</div>
      <div role="cell" className="actions">
        {actions.map(([action, symbol]) => (
          <button
            key={action}
            type="button"
            aria-label={t('actionOn', { action: t(`action.${action}`), name: row.name, number: row.number })}
            onClick={() => action === 'close' && onClose(row)}
          >
            {symbol}
          </button>
        ))}
      </div>
    </div>
  )
})
