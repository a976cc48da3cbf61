import { useEffect, useEffectEvent } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { mayHoldPeople } from '#domain/lifecycle.ts'
import { isSortKey, parseLayout, type ColumnId } from '#features/home/filters/columns/column-layout.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import '#i18n/filter-messages.ts'
import '#i18n/list-messages.ts'
import '#i18n/view-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { formatHtmlTable, formatTabSeparated } from './copied-rows.ts'

/** Whether the browser has something of its own to copy. */
const hasOwnCopy = (): boolean => document.activeElement?.matches('input, textarea') === true || getSelection()?.isCollapsed === false

/** Rows as the table shows them, below its headings. `columns`: as `column-layout.ts` writes them. */
function useRowTexts(columns: string): (rows: readonly VersionSummary[]) => readonly (readonly string[])[] {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const { writeTime } = useTimeText()
  const writeDate = (at: string | null) => (at === null ? '' : writeTime(at))
  const cells: Readonly<Record<ColumnId, (row: VersionSummary) => string>> = {
    name: ({ name }) => name,
    version: labels.shortVersion,
    status: ({ status }) => labels.status(status),
    people: ({ status, peopleInside }) => (mayHoldPeople(status) ? format.number(peopleInside, { useGrouping: false }) : ''),
    updated: ({ updatedAt }) => writeTime(updatedAt),
    ended: ({ ended }) => (ended === null ? '' : `${writeTime(ended.at)} · ${labels.endingSummary(ended)}`),
    description: ({ description }) => description,
    type: ({ type }) => t(`filters.types.${type}`),
    tags: ({ tags }) => tags.join(', '),
    starts: ({ startsAt }) => writeDate(startsAt),
    ends: ({ endsAt }) => writeDate(endsAt),
    created: ({ createdAt }) => writeTime(createdAt),
    createdBy: ({ createdBy }) => createdBy.name,
    updatedBy: ({ updatedBy }) => updatedBy?.name ?? '',
    published: ({ publishedAt }) => writeDate(publishedAt),
    publishedBy: ({ publishedBy }) => publishedBy?.name ?? '',
  }
  const ids = parseLayout(columns).columns.map(({ id }) => id)
  return (rows) => [
    ids.map((id) => (isSortKey(id) ? t(`home.columns.${id}`) : t(`columns.names.${id}`))),
    ...rows.map((row) => ids.map((id) => cells[id](row))),
  ]
}

/**
 * While rows are selected, the keys that copy put them on the clipboard: as text with tabs, and as a table. `rows`: the selected rows that are
 * loaded; `count`: how many are selected; `columns`: those of the list, as a text.
 */
export function useCopiedRows(rows: readonly VersionSummary[], count: number, columns: string): void {
  const t = useTranslations()
  const announce = useAnnounce()
  const writeRows = useRowTexts(columns)
  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (rows.length === 0 || event.defaultPrevented || event.clipboardData === null || hasOwnCopy()) return
    event.preventDefault()
    const lines = writeRows(rows)
    event.clipboardData.setData('text/plain', formatTabSeparated(lines))
    event.clipboardData.setData('text/html', formatHtmlTable(lines))
    const isAll = rows.length === count
    announce(isAll ? t('list.copied', { count }) : t('list.copiedSome', { count: rows.length, selected: count }))
  })
  // Effect, because the listener is on the document: the focus may be anywhere.
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copy(event)
    document.addEventListener('copy', onCopy)
    return () => document.removeEventListener('copy', onCopy)
  }, [])
}
