import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { sortKeys, type SortKey } from '#api/contract/list.ts'
import type { PanelProps } from '#features/home/filters/panel-button.tsx'
import panelStyles from '#features/home/filters/panel/filters-panel.module.css'
import { useClosing } from '#features/home/filters/panel/use-closing.ts'
import '#i18n/view-messages.ts'
import '#i18n/filter-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { Segmented } from '#ui/input/segmented.tsx'
import { allColumnIds, formatLayout, moveColumn, parseLayout, type ColumnChoice, type ColumnId } from './column-layout.ts'
import { ColumnEntry } from './column-entry.tsx'
import styles from './columns-panel.module.css'
import { saveColumns } from './save-columns.ts'
import { loadColumns } from './stored-columns.ts'

const isSortKey = (id: ColumnId): id is SortKey => (sortKeys as readonly string[]).includes(id)

/** Which columns the list has, in which order and how wide, and how close its rows are. Each change is shown at once. */
export function ColumnsPanel({ listParams, onChange, onClose }: PanelProps) {
  const t = useTranslations()
  const id = useId()
  const panel = useClosing(onClose)
  const announce = useAnnounce()
  const [draggedId, setDraggedId] = useState<ColumnId | null>(null)
  const { columns: shown, density: shownDensity } = parseLayout(listParams.columns || loadColumns())
  const hidden = allColumnIds.filter((column) => !shown.some((choice) => choice.id === column))
  const entries: readonly ColumnChoice[] = [...shown, ...hidden.map((column) => ({ id: column, width: null }))]
  const nameColumn = (column: ColumnId) => (isSortKey(column) ? t(`home.columns.${column}`) : t(`columns.names.${column}`))

  const show = (columns: readonly ColumnChoice[], density = shownDensity) => {
    const text = formatLayout({ columns, density })
    saveColumns(text)
    onChange({ columns: text })
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
        <Button variant="quiet" onPress={() => show(parseLayout('').columns, 'comfortable')}>
          {t('columns.reset')}
        </Button>
        <Button variant="quiet" onPress={() => onClose('button')}>
          {t('filters.done')}
        </Button>
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
            onResize={(width) => show(shown.map((other) => (other.id === choice.id ? { ...other, width } : other)))}
            onDragStart={() => setDraggedId(choice.id)}
            onDragOver={() => {
              if (draggedId !== null && draggedId !== choice.id) show(moveColumn(shown, draggedId, place))
            }}
            onDragEnd={() => setDraggedId(null)}
          />
        ))}
      </ul>
    </section>
  )
}
