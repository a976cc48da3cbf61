import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PanelProps } from '#features/home/filters/panel-button.tsx'
import panelStyles from '#features/home/filters/panel/filters-panel.module.css'
import { useClosing } from '#features/home/filters/panel/use-closing.ts'
import '#i18n/view-messages.ts'
import '#i18n/filter-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { useDebouncedCallback } from '#ui/input/use-debounced-callback.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { allColumnIds, formatLayout, isSortKey, moveColumn, parseLayout, type ColumnChoice, type ColumnId } from './column-layout.ts'
import { ColumnEntry } from './column-entry.tsx'
import styles from './columns-panel.module.css'
import { saveColumns } from './save-columns.ts'
import { findColumns } from './stored-columns.ts'

/** Time without a step after which a change is over, in milliseconds. */
const stepDelayMs = 400

/** Which columns the list has, in which order and how wide, and how close its rows are. Each change is shown at once. */
export function ColumnsPanel({ listParams, onChange, ...props }: PanelProps) {
  const t = useTranslations()
  const id = useId()
  /** The layout of the last step of a change that goes on. */
  const unwritten = useRef<string | null>(null)
  const write = () => {
    if (unwritten.current !== null) onChange({ columns: unwritten.current })
    unwritten.current = null
  }
  const end = useEffectEvent(write)
  // Effect, because the button of the panel removes it without closing it. Later, because the address cannot change while React removes the panel.
  useEffect(() => () => queueMicrotask(end), [])
  const writeLater = useDebouncedCallback<void>(write, stepDelayMs)
  const onClose: typeof props.onClose = (focus) => {
    write()
    props.onClose(focus)
  }
  const panel = useClosing(onClose)
  const announce = useAnnounce()
  const [draggedId, setDraggedId] = useState<ColumnId | null>(null)
  const { columns: shown, density: shownDensity } = parseLayout(findColumns(listParams))
  const hidden = allColumnIds.filter((column) => !shown.some((choice) => choice.id === column))
  const entries: readonly ColumnChoice[] = [...shown, ...hidden.map((column) => ({ id: column, width: null }))]
  const nameColumn = (column: ColumnId) => (isSortKey(column) ? t(`home.columns.${column}`) : t(`columns.names.${column}`))

  /** The columns of a view are kept with the view. */
  const format = (columns: readonly ColumnChoice[], density = shownDensity) => {
    const text = formatLayout({ columns, density })
    if (listParams.view === '') saveColumns(text)
    return text
  }
  const show = (columns: readonly ColumnChoice[], density = shownDensity) => {
    unwritten.current = format(columns, density)
    write()
  }
  /** The table follows at once, and the address once the change is over: browsers refuse to change it many times in a row. */
  const showStep = (columns: readonly ColumnChoice[]) => {
    unwritten.current = format(columns)
    onChange({ columns: unwritten.current }, 'step')
    writeLater()
  }
  /** Keeps the focus on the control that was used: its entry may have moved. */
  const showAndFocus = (columns: readonly ColumnChoice[]) => {
    const focusedId = document.activeElement?.id ?? ''
    show(columns)
    document.getElementById(focusedId)?.focus()
  }
  const move = (column: ColumnId, place: number) => {
    const columns = moveColumn(shown, column, place)
    showAndFocus(columns)
    const newPlace = columns.findIndex((choice) => choice.id === column) + 1
    announce(t('columns.moved', { column: nameColumn(column), place: newPlace, count: columns.length }))
  }
  return (
    <section ref={panel} role="dialog" aria-labelledby={id} tabIndex={-1} className={`${panelStyles.panel} ${styles.panel}`}>
      <header className={panelStyles.header}>
        <h2 id={id} className={panelStyles.title}>
          {t('home.panels.columns')}
        </h2>
        <div className={panelStyles.actions}>
          <Button variant="quiet" onPress={() => show(parseLayout('').columns, 'comfortable')}>
            {t('columns.reset')}
          </Button>
          <Button variant="quiet" onPress={() => onClose('button')}>
            {t('filters.done')}
          </Button>
        </div>
      </header>
      <div className={styles.density}>
        <Segmented
          label={t('columns.density')}
          value={shownDensity}
          options={[
            { value: 'comfortable', name: t('columns.comfortable') },
            { value: 'compact', name: t('columns.compact') },
          ]}
          onChange={(density) => show(shown, density)}
        />
      </div>
      <ul className={styles.list}>
        {entries.map((choice, place) => (
          <ColumnEntry
            key={choice.id}
            idPrefix={id}
            name={nameColumn(choice.id)}
            choice={choice}
            place={place}
            shownCount={shown.length}
            onToggle={() => showAndFocus(place < shown.length ? shown.filter(({ id: other }) => other !== choice.id) : [...shown, choice])}
            onMove={(to) => move(choice.id, to)}
            onResize={(width) => showStep(shown.map((other) => (other.id === choice.id ? { ...other, width } : other)))}
            onResizeEnd={write}
            onDragStart={() => setDraggedId(choice.id)}
            onDragOver={() => {
              if (draggedId !== null && draggedId !== choice.id) showStep(moveColumn(shown, draggedId, place))
            }}
            onDragEnd={() => {
              setDraggedId(null)
              write()
            }}
          />
        ))}
      </ul>
    </section>
  )
}
