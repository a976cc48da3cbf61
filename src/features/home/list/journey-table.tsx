import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import type { Sort } from '#api/contract/list.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { useCanHover } from '#ui/input/use-can-hover.ts'
import { createLoadable } from '#ui/loadable.tsx'
import { useRowWindow } from '#ui/virtual-rows/use-row-window.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { findColumns } from '#features/home/filters/columns/stored-columns.ts'
import { ColumnHeading } from './column-heading.tsx'
import { useColumns, type Column } from './columns/use-columns.ts'
import { AsOfContext, JourneyRow } from './journey-row.tsx'
import styles from './journey-table.module.css'
import { formatListParams, type ListParams } from '#features/home/filters/list-search-params.ts'
import type { Deletions } from './stable-rows.ts'
import { findRowIndex, navigateRows } from './row-keyboard-navigation.ts'
import type { RowSelection } from '#features/home/selection/use-list-selection.tsx'
import { keepTextSelection, selectByClick, selectByKey } from './row-selection.ts'
import { SelectAll } from './select-all.tsx'

interface JourneyTableProps {
  /** `null` while loading. */
  readonly rows: readonly VersionSummary[] | null
  /** How much of the list has been read. Of several pages only the rows on screen are in the document. */
  readonly extent: 'onePage' | 'severalPages'
  readonly deletions: Deletions
  /** Whether the rows belong to the current query; otherwise they are those of the previous one. */
  readonly isCurrent: boolean
  readonly matchingCount: number
  readonly asOf: string | undefined
  readonly permissions: readonly Permission[]
  /** `null`: no row can be selected. */
  readonly selection: RowSelection | null
  readonly listParams: ListParams
  readonly onSort: (sort: Sort) => void
  /** Whether a pointer is over the rows: they must not move then. */
  readonly onHoverChange: (isHovered: boolean) => void
}

// Loaded with the second page. If this chunk fails to load, all rows are rendered, and a refetch reads all pages.
const VisibleRows = createLoadable(async () => (await import('./visible-rows.tsx')).VisibleRows, { failure: () => null })

// Loaded with the first key that moves. If this fails, the browser still tells the position of the row.
const RowPosition = createLoadable(async () => (await import('./row-position.tsx')).RowPosition, { failure: () => null })

const focusFallback = restoreFocusOnUnmount()

const nameColumn: Column = { id: 'name' }

/** Number of skeleton rows while loading. */
const skeletonRows = Array.from({ length: 12 }, (_, index) => index)

/**
 * The list as a table of ARIA roles on plain elements: rows can then be laid out freely, and those off screen left out, without losing
 * their table semantics in the browser.
 */
export function JourneyTable({
  rows: loadedRows,
  extent,
  deletions,
  isCurrent,
  matchingCount,
  asOf,
  permissions,
  selection,
  listParams,
  onSort,
  onHoverChange,
}: JourneyTableProps) {
  const t = useTranslations()
  const columnText = findColumns(listParams)
  const columnSet = useColumns(columnText)
  const { columns, ...layout } = columnSet ?? { columns: [] }
  // Rows with other columns would move.
  const rows = columnSet && loadedRows
  const rowIds = rows?.map(({ id }) => id) ?? []
  // A row that was just ended stays in sight although it matches no longer.
  const rowCount = Math.max(matchingCount, rowIds.length)
  const canHover = useCanHover()
  const buildAddress = (sort: Sort) => `/?${formatListParams({ ...listParams, sort }).toString()}`
  const [move, setMove] = useState<{ readonly index: number } | null>(null)
  const bodyRef = useRef<HTMLDivElement>(null)
  const { keepRow, heightAfter, ...rowWindow } = useRowWindow(rowIds, extent === 'severalPages')
  return (
    <AsOfContext value={asOf ?? ''}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keydown delegation for the links in its rows */}
      <div
        ref={focusFallback}
        role="table"
        aria-label={t('home.title')}
        aria-rowcount={rows ? rowCount + 1 : -1}
        aria-busy={rows === null || !isCurrent}
        style={layout.style}
        className={[styles.table, layout.className].join(' ')}
        onKeyDown={(event) => {
          navigateRows(event, rowIds.length, (index) =>
            flushSync(() => {
              keepRow(index)
              setMove({ index })
            }),
          )
          if (selection) selectByKey(event, selection.onSelect)
        }}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row}>
            {[nameColumn, ...columns].map(({ id, label, renderCell }) =>
              renderCell ? (
                <div key={id} role="columnheader" className={styles.heading}>
                  {label}
                </div>
              ) : (
                <ColumnHeading key={id} column={id} sort={listParams.sort} buildAddress={buildAddress} onSort={onSort}>
                  {id === 'name' && selection && rows && <SelectAll count={rows.length} selection={selection} />}
                </ColumnHeading>
              ),
            )}
            <div role="columnheader" className={styles.heading}>
              <VisuallyHidden>{t('home.actions')}</VisuallyHidden>
            </div>
          </div>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- delegation for the rows in it; keys reach the table */}
        <div
          ref={bodyRef}
          role="rowgroup"
          className={styles.rows}
          style={heightAfter > 0 ? { paddingBlockEnd: heightAfter } : undefined}
          onPointerMove={() => onHoverChange(true)}
          onPointerLeave={() => onHoverChange(false)}
          onMouseDown={selection ? keepTextSelection : undefined}
          onClick={(event) => selection && selectByClick(event, selection.onSelect)}
          onFocus={({ target }) => keepRow(findRowIndex(target))}
        >
          {rows === null
            ? skeletonRows.map((index) => (
                <div key={index} role="row" className={styles.row}>
                  <div role="cell" className={styles.name}>
                    <Skeleton width={12 + ((index * 7) % 16)} />
                  </div>
                  {columns.map(({ id }) => (
                    <div key={id} role="cell" className={styles[id]}>
                      <Skeleton width={6 + ((index * 5) % 5)} />
                    </div>
                  ))}
                  <div role="cell" />
                </div>
              ))
            : rowWindow.rows.map(({ index, heightBefore }) => {
                const row = rows[index]
                return (
                  row && (
                    <JourneyRow
                      key={row.id}
                      row={row}
                      search={listParams.search}
                      state={deletions.has(row.id) ? 'deleted' : 'present'}
                      deletionEntry={deletions.get(row.id)}
                      index={index}
                      columns={columns}
                      heightBefore={heightBefore}
                      permissions={permissions}
                      isSelected={selection && selection.isSelected(row.id)}
                      canHover={canHover}
                    />
                  )
                )
              })}
        </div>
      </div>
      {move && <RowPosition move={move} count={rowCount} />}
      {rows && extent === 'severalPages' && (
        <VisibleRows
          key={columnText}
          rows={rows}
          bodyRef={bodyRef}
          renderedRows={rowWindow.rows}
          keptIndex={rowWindow.keptIndex}
          initial={rowWindow.initial}
          onLayout={rowWindow.showLayout}
        />
      )}
    </AsOfContext>
  )
}
