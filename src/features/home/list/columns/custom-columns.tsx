import type { CSSProperties, ReactNode } from 'react'
import type { useTranslations } from 'use-intl'
import type { User } from '#api/contract/primitives.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import {
  isSortKey,
  parseLayout,
  type ColumnChoice,
  type ColumnId,
  type MoreColumnId,
} from '#features/home/filters/columns/column-layout.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/view-messages.ts'
import '#i18n/filter-messages.ts'
import { RowTime } from '#features/home/list/journey-row.tsx'
import type { Column, ColumnSet } from './use-columns.ts'
import styles from './custom-columns.module.css'

type Translate = ReturnType<typeof useTranslations<never>>

/** The width of a column in rem, unless one is chosen. Those that `fractions` has take the room which is left, and have this width at least. */
const widths: Readonly<Record<ColumnId, number>> = {
  name: 9,
  version: 6,
  status: 10.75,
  people: 7.25,
  updated: 6,
  ended: 7,
  description: 7,
  type: 9,
  tags: 9,
  starts: 6,
  ends: 6,
  created: 6,
  createdBy: 8,
  updatedBy: 8,
  published: 6,
  publishedBy: 8,
}
const fractions: Readonly<Partial<Record<ColumnId, string>>> = { name: '1.1fr', ended: '1fr', description: '1fr' }

/** The width up to which all columns have the room of the page, in rem: the least width of a table with headings. */
const maxTableWidth = 74
/** What stands in a row besides its columns: its edges, and the actions. */
const edgesWidth = 12

/** Text that people have written. What is cut can be read in the tooltip. */
const renderWritten = (text: string): ReactNode =>
  text !== '' && (
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

const pixelsPerRem = 16
const computeWidth = ({ id, width }: ColumnChoice): number => (width === null ? widths[id] : width / pixelsPerRem)
const formatTrack = (choice: ColumnChoice): string =>
  `minmax(${computeWidth(choice)}rem, ${(choice.width === null ? fractions[choice.id] : undefined) ?? `${computeWidth(choice)}rem`})`

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
  const tableWidth = choices.reduce((sum, choice) => sum + computeWidth(choice) + 1, edgesWidth)
  // A table that is wider than the page scrolls beside it, and its heading does not stay in sight.
  const extent = tableWidth > maxTableWidth ? styles.wide : ''
  return {
    columns,
    className: `${styles.custom} ${styles[density] ?? ''} ${extent}`,
    style: { '--columns': choices.map(formatTrack).join(' '), '--least': `${tableWidth}rem` } as CSSProperties,
  }
}
