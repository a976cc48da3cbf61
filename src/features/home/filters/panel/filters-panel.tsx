import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { maxFacetValues, type Facets } from '#api/contract/filters/facets.ts'
import type { ValueFilter } from '#api/contract/filters/filter-query.ts'
import { facetsOptions } from '#api/queries/filters/facets.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { parseUsedKey } from '#domain/used-things.ts'
import { countFilters, me, toListFilter, type ListParams } from '#features/home/filters/list-search-params.ts'
import '#i18n/filter-messages.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { Button } from '#ui/input/button.tsx'
import { clearedParams } from './cleared-params.ts'
import { DaysFilter } from './days-filter.tsx'
import styles from './filters-panel.module.css'
import { useClosing, type OnPanelClose } from './use-closing.ts'
import { useUsedNames } from './use-used-names.ts'
import { ValuesFilter, type FilterOption } from './values-filter.tsx'

interface FiltersPanelProps {
  readonly listParams: ListParams
  readonly onChange: (change: Partial<ListParams>) => void
  readonly onClose: OnPanelClose
}

/** The size of the panel is that of its values: on a small screen it comes into sight with them. */
const showPanel = (groups: HTMLElement | null) => groups?.closest('[role=dialog]')?.scrollIntoView({ block: 'nearest' })

/** The users of a filter: the reader first. */
function listUsers(values: Facets['createdBy'], chosen: readonly string[], userId: string | undefined, meName: string): FilterOption[] {
  const own = values.find(({ value }) => value === userId)
  const others = values.filter(({ value }) => value !== userId || chosen.includes(value))
  return [{ value: me, name: meName, count: own?.count ?? 0, isWritten: false }, ...others.map((user) => ({ ...user, isWritten: true }))]
}

/** Whether a value can be chosen here: tags have a filter of their own, and the reader is `me`. */
const isOffered = (filter: ValueFilter, value: string, userId: string | undefined): boolean => {
  if (filter === 'uses') return parseUsedKey(value)?.kind !== 'tag'
  return filter === 'tag' || value !== userId
}

/** Filters of the list: each with its values, and how many journeys have them. Pressing one filters at once. */
export function FiltersPanel({ listParams, onChange, onClose }: FiltersPanelProps) {
  const t = useTranslations()
  const id = useId()
  const panel = useClosing(onClose)
  const nameUsed = useUsedNames()
  const user = useQuery(sessionOptions).data?.user
  const list = toListFilter(listParams, useReaderTimeZone(), user?.id)
  const { data: facets, isError } = useQuery(facetsOptions(list))
  const listFixed = (filter: 'type' | 'reason', values: readonly string[], name: (value: string) => string): FilterOption[] =>
    values.map((value) => ({
      value,
      name: name(value),
      count: facets && (facets[filter].find((other) => other.value === value)?.count ?? 0),
      isWritten: false,
    }))
  const listWritten = (filter: ValueFilter) => (facets?.[filter] ?? []).map((value) => ({ ...value, isWritten: true }))
  const renderValues = (filter: ValueFilter, options: readonly FilterOption[], nameValue?: (value: string) => string) => (
    <ValuesFilter
      filter={filter}
      title={t(`filters.groups.${filter}`)}
      options={options}
      isCut={(facets?.[filter].length ?? 0) >= maxFacetValues}
      list={list}
      chosen={listParams[filter]}
      nameValue={nameValue}
      isOffered={(value) => isOffered(filter, value, user?.id)}
      onChange={(values) => onChange({ [filter]: values })}
    />
  )
  const isLoaded = facets !== undefined || isError
  return (
    <section ref={panel} role="dialog" aria-labelledby={id} tabIndex={-1} className={styles.panel}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {t('home.panels.filters')}
        </h2>
        <div className={styles.actions}>
          <Button
            variant="quiet"
            state={countFilters(listParams) > 0 ? 'ready' : 'unavailable'}
            onPress={() => onChange(clearedParams.filters)}
          >
            {t('filters.clearFilters')}
          </Button>
          <Button variant="quiet" onPress={() => onClose('button')}>
            {t('filters.done')}
          </Button>
        </div>
      </header>
      {isError && <p className={styles.note}>{t('filters.noCounts')}</p>}
      {!isLoaded && <p className={styles.note}>{t('app.loading')}</p>}
      {isLoaded && (
        <div ref={showPanel} className={styles.groups}>
          {renderValues(
            'type',
            listFixed('type', entryTypes, (type) => t(`filters.types.${type as (typeof entryTypes)[number]}`)),
          )}
          {renderValues(
            'reason',
            listFixed('reason', closeReasons, (reason) => t(`ending.${reason as (typeof closeReasons)[number]}`)),
          )}
          <div className={styles.days}>
            {(['published', 'updated', 'ended'] as const).map((filter) => (
              <DaysFilter key={filter} filter={filter} listParams={listParams} facets={facets} onChange={onChange} />
            ))}
          </div>
          {(['createdBy', 'publishedBy'] as const).map((filter) => (
            <div key={filter} className={styles.group}>
              {renderValues(filter, listUsers(facets?.[filter] ?? [], listParams[filter], user?.id, t('filters.me')))}
            </div>
          ))}
          {renderValues('tag', listWritten('tag'))}
          {renderValues('uses', listWritten('uses'), (key) => nameUsed(key).value)}
        </div>
      )}
    </section>
  )
}
