import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { sortKeys, type Sort, type SortKey } from '#api/contract/list.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { ColumnHeading } from './column-heading.tsx'
import { JourneyRow } from './journey-row.tsx'
import styles from './journey-table.module.css'
import type { ListAddress } from '#features/home/filters/list-search-params.ts'
import type { Deletions } from './use-stable-rows.ts'
import { walkRows } from './row-keyboard-navigation.ts'

interface JourneyTableProps {
  /** `null` while they are being read. */
  readonly rows: readonly VersionSummary[] | null
  readonly deletions: Deletions
  /** Whether the rows answer what is asked now; otherwise they are those of the question before. */
  readonly answered: boolean
  readonly matching: number
  readonly asOf: string | undefined
  readonly permissions: readonly Permission[]
  readonly address: ListAddress
  readonly onSort: (sort: Sort) => void
  /** Whether a pointer is over the rows: they must not move then. */
  readonly onPoint: (pointed: boolean) => void
}

/** The columns, left to right; each can be sorted by. */
export const columns: readonly SortKey[] = sortKeys

const heir = passFocusTo()

/** How many rows of shape stand in for those to come. */
const shapes = Array.from({ length: 12 }, (_, index) => index)

/**
 * The list as a table of ARIA roles on plain elements: rows can then be laid out, and later drawn only where they are seen,
 * without the browser forgetting that they are rows.
 */
export function JourneyTable({ rows, deletions, answered, matching, asOf, permissions, address, onSort, onPoint }: JourneyTableProps) {
  const t = useTranslations()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of the links in its rows
    <div
      ref={heir}
      role="table"
      aria-label={t('home.title')}
      aria-rowcount={rows ? matching + 1 : -1}
      aria-busy={rows === null || !answered}
      className={styles.table}
      onKeyDown={walkRows}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          {columns.map((column) => (
            <ColumnHeading key={column} column={column} sort={address.sort} onSort={onSort} />
          ))}
          <div role="columnheader" className={styles.heading}>
            <VisuallyHidden>{t('home.actions')}</VisuallyHidden>
          </div>
        </div>
      </div>
      <div role="rowgroup" onPointerMove={() => onPoint(true)} onPointerLeave={() => onPoint(false)}>
        {rows === null
          ? shapes.map((index) => (
              <div key={index} role="row" className={styles.row}>
                <div role="cell" className={styles.name}>
                  <Skeleton width={12 + ((index * 7) % 16)} />
                </div>
                {columns.slice(1).map((column) => (
                  <div key={column} role="cell" className={styles[column]}>
                    <Skeleton width={6 + ((index * 5) % 5)} />
                  </div>
                ))}
                <div role="cell" />
              </div>
            ))
          : rows.map((row, index) => (
              <JourneyRow
                key={row.id}
                row={row}
                state={deletions.has(row.id) ? 'deleted' : 'there'}
                deletion={deletions.get(row.id)}
                index={index + 2}
                asOf={asOf ?? row.updatedAt}
                permissions={permissions}
              />
            ))}
      </div>
    </div>
  )
}
