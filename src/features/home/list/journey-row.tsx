import { createContext, memo, use, useState, type ComponentProps, type ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { SortKey } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { mayHoldPeople, type Permission } from '#domain/lifecycle.ts'
import { RelativeTime } from '#features/version/relative-time.tsx'
import { buildVersionPath } from '#features/version/version-path.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import { focusSiblingOnUnmount } from '#ui/input/focus-fallback.ts'
import { createLoadable } from '#ui/loadable.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Sentence } from '#ui/sentence.tsx'
import type { Column } from './columns/use-columns.ts'
import styles from './journey-table.module.css'
import { QuickActions } from './quick-actions.tsx'

interface JourneyRowProps {
  readonly row: VersionSummary
  /** What is searched for; empty if nothing is. */
  readonly search: string
  /** Whether the version was deleted while its row is on screen. */
  readonly state: 'present' | 'deleted'
  /** Details of the deletion, if known. */
  readonly deletionEntry: HistoryEntry | undefined
  /** Its place in the list, from 0. */
  readonly index: number
  readonly columns: readonly Column[]
  /** The height of the rows before it that are not in the document, in pixels. */
  readonly heightBefore: number
  readonly permissions: readonly Permission[]
  /** Whether it is selected; `null`: it cannot be. The table listens for its check box. */
  readonly isSelected: boolean | null
  /** Whether the user can point at things without pressing them. */
  readonly canHover: boolean
}

// If its code cannot be loaded, nothing is marked.
const FoundText = createLoadable(async () => (await import('#features/home/search/found-text.tsx')).FoundText, {
  failure: ({ name }) => name,
})

// If its code cannot be loaded, the status says that the version was deleted.
const DeletionSentence = createLoadable(async () => (await import('./deletion-sentence.tsx')).DeletionSentence, { failure: () => null })

/** The backend's time, the base of relative times. By context: rows whose facts are the same are not rendered again as time passes. */
export const AsOfContext = createContext('')

/** One version in the list. */
export const JourneyRow = memo(function JourneyRow({
  row,
  search,
  state,
  deletionEntry,
  index,
  columns,
  heightBefore,
  permissions,
  isSelected,
  canHover,
}: JourneyRowProps) {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const isDeleted = state === 'deleted'
  const hasPeople = mayHoldPeople(row.status) && !isDeleted
  const [wasReached, setWasReached] = useState(false)
  const drawActions = () => setWasReached(true)
  const ended = isDeleted ? null : row.ended
  const cells = {
    name: null,
    version: labels.shortVersion(row),
    status: isDeleted ? t('home.deleted') : <StatusBadge status={row.status} peopleInside={row.peopleInside} />,
    people: hasPeople ? format.number(row.peopleInside) : '–',
    updated: <RowTime at={row.updatedAt} display="age" />,
    ended: (
      <>
        {deletionEntry && <DeletionSentence entry={deletionEntry} className={styles.endedText} />}
        {ended && (
          <span className={styles.endedText} title={labels.endingSummary(ended)}>
            <RowTime at={ended.at} display="date" />
            <Sentence text={` · ${labels.endingSummary(ended)}`} verbatim={[isolateBidi(ended.actor?.name ?? '')]} />
          </span>
        )}
      </>
    ),
  } satisfies Record<SortKey, ReactNode>
  return (
    <div
      ref={focusSiblingOnUnmount}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      style={heightBefore > 0 ? { marginBlockStart: heightBefore } : undefined}
      className={`${styles.row} ${styles.body} ${isDeleted ? styles.deleted : ''}`}
      onPointerEnter={drawActions}
      onFocus={drawActions}
    >
      {/* Named by itself: the name of the row stays that of the journey. */}
      <div role="rowheader" aria-label={row.name} className={styles.name}>
        {isSelected !== null && <SelectRow label={t('home.select', { version: labels.title(row) })} isSelected={isSelected} />}
        <RowName row={row} search={search} />
      </div>
      {columns.map(({ id, label, className = styles[id], renderCell }) => (
        <div
          key={id}
          role="cell"
          className={className}
          data-label={label}
          data-unit={id === 'people' && hasPeople ? t('home.inside', { count: row.peopleInside }) : undefined}
        >
          {renderCell ? renderCell(row) : cells[id]}
        </div>
      ))}
      <QuickActions
        version={row}
        permissions={permissions}
        unavailable={isDeleted ? t('problem.deleted') : undefined}
        isDrawn={wasReached || !canHover}
      />
    </div>
  )
})

/** The name of a row, with what a search has found in it and beside it. */
function RowName({ row, search }: Pick<JourneyRowProps, 'row' | 'search'>) {
  const name = <bdi translate="no">{row.name}</bdi>
  return (
    <>
      {/* Named by itself: the name is one word after another, whatever is marked in it. */}
      <Link to={buildVersionPath(row)} className={styles.link} title={row.name} aria-label={search ? row.name : undefined}>
        {search === '' ? name : <FoundText row={row} search={search} name={name} fallback={name} />}
      </Link>
      {search !== '' && <FoundText row={row} search={search} />}
    </>
  )
}

/** The check box of a row: one element, for which the table listens. */
const SelectRow = ({ label, isSelected }: { readonly label: string; readonly isSelected: boolean }) => (
  <button type="button" role="checkbox" aria-checked={isSelected} aria-label={label} className={styles.select} />
)

/** A time in a row, relative to when the list was read. */
export const RowTime = (time: Omit<ComponentProps<typeof RelativeTime>, 'asOf'>) => <RelativeTime {...time} asOf={use(AsOfContext)} />
