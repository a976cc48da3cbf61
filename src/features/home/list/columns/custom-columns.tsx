import type { CSSProperties, ReactNode } from 'react'
import type { useTranslations } from 'use-intl'
import { sortKeys, type SortKey } from '#api/contract/list.ts'
import type { User } from '#api/contract/primitives.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { parseLayout, type ColumnChoice, type ColumnId, type MoreColumnId } from '#features/home/filters/columns/column-layout.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/view-messages.ts'
import '#i18n/filter-messages.ts'
import { RowTime } from '#features/home/list/journey-row.tsx'
import type { Column, ColumnSet } from './use-columns.ts'
import styles from './custom-columns.module.css'

type Translate = ReturnType<typeof useTranslations<never>>

/** The width that a column has at most, unless one is chosen. */
const defaultWidths: Readonly<Record<ColumnId, string>> = {
  name: '1.1fr',
  version: '6rem',
  status: '10.75rem',
  people: '7.25rem',
  updated: '6rem',
  ended: '1fr',
  description: '1fr',
  type: '9rem',
  tags: '9rem',
  starts: '6rem',
  ends: '6rem',
  created: '6rem',
  createdBy: '8rem',
  updatedBy: '8rem',
  published: '6rem',
  publishedBy: '8rem',
}

/** Text that people have written. What is cut can be read in the tooltip. */
const renderWritten = (text: string): ReactNode => (
  <bdi translate="no" title={text} className={styles.text}>
    {text}
  </bdi>
)
const renderUser = (user: User | null): ReactNode => (user === null ? '–' : renderWritten(user.name))
const renderDate = (at: string | null): ReactNode => (at === null ? '–' : <RowTime at={at} display="date" />)

const createCells = (t: Translate): Readonly<Record<MoreColumnId, (row: VersionSummary) => ReactNode>> => ({
  description: ({ description }) => renderWritten(description),
  type: ({ type }) => <span className={styles.text}>{t(`filters.types.${type}`)}</span>,
  tags: ({ tags }) => renderWritten(tags.map(isolateBidi).join(', ')),
  starts: ({ startsAt }) => renderDate(startsAt),
  ends: ({ endsAt }) => renderDate(endsAt),
  created: ({ createdAt }) => renderDate(createdAt),
  createdBy: ({ createdBy }) => renderUser(createdBy),
  updatedBy: ({ updatedBy }) => renderUser(updatedBy),
  published: ({ publishedAt }) => renderDate(publishedAt),
  publishedBy: ({ publishedBy }) => renderUser(publishedBy),
})

const isSortKey = (id: ColumnId): id is SortKey => (sortKeys as readonly string[]).includes(id)

/** The tracks of the columns. They share what room there is; the name keeps enough to be read. */
const formatTrack = ({ id, width }: ColumnChoice): string =>
  `minmax(${id === 'name' ? 'min(9rem, 40%)' : '0'}, ${width === null ? defaultWidths[id] : `${width}px`})`

/** The columns that a text chooses. */
export function buildColumns(text: string, t: Translate): ColumnSet {
  const { columns: choices, density } = parseLayout(text)
  const cells = createCells(t)
  const columns = choices
    .slice(1)
    .map(({ id }): Column =>
      isSortKey(id)
        ? { id, label: t(`home.columns.${id}`) }
        : { id, label: t(`columns.names.${id}`), className: styles.cell, renderCell: cells[id] },
    )
  return {
    columns,
    className: `${styles.custom} ${styles[density] ?? ''}`,
    style: { '--columns': choices.map(formatTrack).join(' ') } as CSSProperties,
  }
}
