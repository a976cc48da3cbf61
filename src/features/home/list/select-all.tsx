import { useTranslations } from 'use-intl'
import styles from './journey-table.module.css'
import type { RowSelection } from '#features/home/selection/use-list-selection.tsx'

const checkedByLoaded = { none: false, some: 'mixed', all: true } as const

/** Check box in the heading: selects the rows that are loaded. All that match are selected in another step, which says how many. */
export function SelectAll({ count, selection }: { readonly count: number; readonly selection: RowSelection }) {
  const t = useTranslations()
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checkedByLoaded[selection.loaded]}
      aria-label={t('home.selectLoaded', { count })}
      className={styles.select}
      onClick={selection.onSelectLoaded}
    />
  )
}
