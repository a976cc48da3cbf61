import { useTranslations } from 'use-intl'
import '#i18n/view-messages.ts'
import { ArrowDownIcon, ArrowUpIcon } from '#ui/icon.tsx'
import { guardAriaDisabled } from '#ui/input/activation.ts'
import { maxColumnWidth, minColumnWidth, type ColumnChoice } from './column-layout.ts'
import styles from './columns-panel.module.css'

/** The width before the first: none is chosen. */
const widthStep = 10
const automaticWidth = minColumnWidth - widthStep

interface ColumnEntryProps {
  readonly idPrefix: string
  readonly name: string
  readonly choice: ColumnChoice
  /** Its place among all columns, from 0: those that are shown come first. */
  readonly place: number
  readonly shownCount: number
  readonly onToggle: () => void
  readonly onMove: (place: number) => void
  /** Called at each step of a change of the width. */
  readonly onResize: (width: number | null) => void
  readonly onResizeEnd: () => void
  readonly onDragStart: () => void
  /** Called while a column is dragged over this one. */
  readonly onDragOver: () => void
  readonly onDragEnd: () => void
}

/** A column: whether it is shown, its place, and its width. What a pointer can drag, buttons move, too. */
export function ColumnEntry({
  idPrefix,
  name,
  choice,
  place,
  shownCount,
  onToggle,
  onMove,
  onResize,
  onResizeEnd,
  ...drag
}: ColumnEntryProps) {
  const t = useTranslations()
  const { id, width } = choice
  const isName = id === 'name'
  const isShown = place < shownCount
  const moves = [
    { direction: 'earlier', label: t('columns.earlier', { column: name }), to: place - 1, isPossible: place > 1, Icon: ArrowUpIcon },
    {
      direction: 'later',
      label: t('columns.later', { column: name }),
      to: place + 1,
      isPossible: place < shownCount - 1,
      Icon: ArrowDownIcon,
    },
  ]
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; its buttons do the same
    <li
      className={styles.entry}
      onDragOver={(event) => {
        event.preventDefault()
        if (isShown && !isName) drag.onDragOver()
      }}
      onDrop={(event) => event.preventDefault()}
    >
      {isShown && !isName ? (
        <span draggable aria-hidden className={styles.handle} onDragStart={drag.onDragStart} onDragEnd={drag.onDragEnd} />
      ) : (
        <span className={styles.noHandle} />
      )}
      <label className={styles.name}>
        <input
          id={`${idPrefix}-${id}`}
          type="checkbox"
          checked={isShown}
          aria-disabled={isName || undefined}
          aria-describedby={isName ? `${idPrefix}-always` : undefined}
          onChange={isName ? () => undefined : onToggle}
        />
        <span>{name}</span>
      </label>
      {isName && (
        <span id={`${idPrefix}-always`} className={styles.note}>
          {t('columns.always')}
        </span>
      )}
      {isShown &&
        !isName &&
        moves.map(({ direction, label, to, isPossible, Icon }) => (
          <button
            key={direction}
            id={`${idPrefix}-${id}-${direction}`}
            type="button"
            className={styles.move}
            aria-label={label}
            aria-disabled={!isPossible || undefined}
            onClick={guardAriaDisabled(() => onMove(to))}
          >
            <Icon size={16} />
          </button>
        ))}
      {isShown && (
        <input
          type="range"
          className={styles.width}
          aria-label={t('columns.width', { column: name })}
          aria-valuetext={width === null ? t('columns.automatic') : t('columns.pixels', { width })}
          min={automaticWidth}
          max={maxColumnWidth}
          step={widthStep}
          value={width ?? automaticWidth}
          onBlur={onResizeEnd}
          onChange={({ target }) => onResize(Number(target.value) > automaticWidth ? Number(target.value) : null)}
        />
      )}
    </li>
  )
}
