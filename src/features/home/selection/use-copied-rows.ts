import { useEffect, useEffectEvent } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { sortKeys } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { mayHoldPeople } from '#domain/lifecycle.ts'
import { useTimeText } from '#features/version/use-time-text.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import '#i18n/list-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { formatHtmlTable, formatTabSeparated } from './copied-rows.ts'

/** Whether the browser has something of its own to copy. */
const hasOwnCopy = (): boolean => document.activeElement?.matches('input, textarea') === true || getSelection()?.isCollapsed === false

/** Rows as the table shows them, below its headings. */
function useRowTexts(): (rows: readonly VersionSummary[]) => readonly (readonly string[])[] {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const { writeTime } = useTimeText()
  return (rows) => [
    sortKeys.map((column) => t(`home.columns.${column}`)),
    ...rows.map((row) => [
      row.name,
      labels.shortVersion(row),
      labels.status(row.status),
      mayHoldPeople(row.status) ? format.number(row.peopleInside, { useGrouping: false }) : '',
      writeTime(row.updatedAt),
      row.ended === null ? '' : `${writeTime(row.ended.at)} · ${labels.endingSummary(row.ended)}`,
    ]),
  ]
}

/**
 * While rows are selected, the keys that copy put them on the clipboard: as text with tabs, and as a table. `rows`: the selected rows that are
 * loaded; `count`: how many are selected.
 */
export function useCopiedRows(rows: readonly VersionSummary[], count: number): void {
  const t = useTranslations()
  const announce = useAnnounce()
  const writeRows = useRowTexts()
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
