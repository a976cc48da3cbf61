import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Sort, SortKey } from '#api/contract/list.ts'
import styles from './journey-table.module.css'

interface ColumnHeadingProps {
  readonly column: SortKey
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
}

/** Which way a column sorts when it is first chosen: words from the start, numbers and moments from the greatest. */
const initialSorts: Readonly<Record<SortKey, Sort>> = {
  name: 'name',
  version: '-version',
  status: 'status',
  people: '-people',
  updated: '-updated',
  ended: '-ended',
}

const reverseSort = (sort: Sort, column: SortKey): Sort => (sort === column ? `-${column}` : column)

/** The heading of a column; pressing it sorts, pressing it again turns the order round. */
export function ColumnHeading({ column, sort, onSort }: ColumnHeadingProps) {
  const t = useTranslations()
  const ariaSort = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none'
  const nextSort = ariaSort === 'none' ? initialSorts[column] : reverseSort(sort, column)
  return (
    <div role="columnheader" aria-sort={ariaSort} className={`${styles.heading} ${styles[column] ?? ''}`}>
      <button type="button" className={styles.sort} onClick={() => onSort(nextSort)}>
        {t(`home.columns.${column}`)}
        <span className={styles.arrow}>
          {ariaSort === 'ascending' && <ArrowUp size={14} aria-hidden />}
          {ariaSort === 'descending' && <ArrowDown size={14} aria-hidden />}
        </span>
      </button>
    </div>
  )
}
