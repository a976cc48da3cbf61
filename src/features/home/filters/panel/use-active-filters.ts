import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { valueFilters, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { facetsOptions } from '#api/queries/filters/facets.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import type { EntryType } from '#domain/flow.ts'
import { dayParams, me, toListFilter, type ListParams } from '#features/home/filters/list-search-params.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/filter-messages.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { useUsedNames } from './use-used-names.ts'

/** A filter that is set: one value of it, or its days. */
export interface ActiveFilter {
  readonly key: string
  readonly label: string
  /** The part of the label that people have written; empty if there is none. */
  readonly written: string
  /** Removes the filter. */
  readonly change: Partial<ListParams>
}

/** The names of the users of the filters, by identifier: read only if there are such filters. */
function useUserNames(listParams: ListParams): ReadonlyMap<string, string> {
  const user = useQuery(sessionOptions).data?.user
  const enabled = [...listParams.createdBy, ...listParams.publishedBy].some((id) => id !== me)
  const { data } = useQuery({ ...facetsOptions(toListFilter(listParams, useReaderTimeZone(), user?.id)), enabled })
  return new Map([...(data?.createdBy ?? []), ...(data?.publishedBy ?? [])].map(({ value, name }) => [value, name]))
}

/** The filters that are set, with their words. */
export function useActiveFilters(listParams: ListParams): readonly ActiveFilter[] {
  const t = useTranslations()
  const userNames = useUserNames(listParams)
  const nameUser = (id: string) => (id === me ? { value: t('filters.me'), written: '' } : nameWritten(userNames.get(id) ?? id))
  const nameWritten = (text: string) => ({ value: isolateBidi(text), written: isolateBidi(text) })
  const nameValue: Readonly<Record<ValueFilter, (value: string) => { readonly value: string; readonly written: string }>> = {
    type: (type) => ({ value: t(`filters.types.${type as EntryType}`), written: '' }),
    reason: (reason) => ({ value: t(`ending.${reason as CloseReason}`), written: '' }),
    createdBy: nameUser,
    publishedBy: nameUser,
    tag: nameWritten,
    uses: useUsedNames(),
  }
  const byValue = valueFilters.flatMap((filter) =>
    listParams[filter].map((one): ActiveFilter => {
      const { value, written } = nameValue[filter](one)
      return {
        key: `${filter}=${one}`,
        label: t('filters.value', { group: t(`filters.chipGroups.${filter}`), value }),
        written,
        change: { [filter]: listParams[filter].filter((other) => other !== one) },
      }
    }),
  )
  const byDays = dayParams.flatMap((filter): ActiveFilter[] => {
    const count = listParams[filter]
    return count === null ? [] : [{ key: filter, label: t(`filters.within.${filter}`, { count }), written: '', change: { [filter]: null } }]
  })
  return [...byValue, ...byDays]
}
