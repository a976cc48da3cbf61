import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Sort, SortKey } from '#api/contract/list.ts'
import { ArrowDownIcon, ArrowUpIcon } from '#ui/icon.tsx'
import styles from './journey-table.module.css'

interface ColumnHeadingProps {
  readonly column: SortKey
  readonly sort: Sort
  /** The address of the list in that order. */
  readonly buildAddress: (sort: Sort) => string
  readonly onSort: (sort: Sort) => void
  /** Stands before the heading, and is not part of its name. */
  readonly children?: ReactNode
}

/** First sort direction of a column: text ascending, numbers and dates descending. */
const chooseInitialSort = (column: SortKey): Sort => (column === 'name' || column === 'status' ? column : `-${column}`)

const reverseSort = (sort: Sort, column: SortKey): Sort => (sort === column ? `-${column}` : column)

/** Column heading; pressing it sorts by the column, pressing it again reverses the order. */
export function ColumnHeading({ column, sort, buildAddress, onSort, children }: ColumnHeadingProps) {
  const t = useTranslations()
  const ariaSort = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none'
  const nextSort = ariaSort === 'none' ? chooseInitialSort(column) : reverseSort(sort, column)
  return (
    <div
      role="columnheader"
      aria-sort={ariaSort}
      aria-label={children ? t(`home.columns.${column}`) : undefined}
      className={`${styles.heading} ${styles[column] ?? ''}`}
    >
      {children}
      <button type="button" className={styles.sort} data-leads-to={buildAddress(nextSort)} onClick={() => onSort(nextSort)}>
        <span>{t(`home.columns.${column}`)}</span>
        <span className={styles.arrow}>
          {ariaSort === 'ascending' && <ArrowUpIcon size={14} />}
          {ariaSort === 'descending' && <ArrowDownIcon size={14} />}
        </span>
      </button>
    </div>
  )
}
