import { useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { maxFilterValues, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import type { ListFilter } from '#api/queries/list.ts'
import { createNameMatcher } from '#domain/search/match-name.ts'
import { TextPart } from '#ui/text-part.tsx'
import { useFoundValues, type FoundValues } from './use-found-values.ts'
import styles from './filters-panel.module.css'

/** A value of a filter. */
export interface FilterOption {
  readonly value: string
  readonly name: string
  /** How many journeys have it; `undefined` while that is not known. */
  readonly count: number | undefined
  /** Whether people have written the name. */
  readonly isWritten: boolean
}

interface ValuesFilterProps {
  readonly filter: ValueFilter
  readonly title: string
  readonly options: readonly FilterOption[]
  /** Whether there may be more options than these. */
  readonly isCut: boolean
  /** The list whose options they are. */
  readonly list: ListFilter
  readonly chosen: readonly string[]
  /** The words for a written value; its name without it. */
  readonly nameValue?: ((value: string) => string) | undefined
  /** Whether a value is shown that is not chosen. */
  readonly isOffered?: ((value: string) => boolean) | undefined
  readonly onChange: (chosen: readonly string[]) => void
}

/** From so many options on there is a field to find one. */
const searchableFrom = 9

/** So many options are shown, and those that are chosen: the Tab key leads through all of them. */
const maxShown = 20

/**
 * The options in the order in which they came first, without the number of those that are no longer there: an option does not move while the user is about to press it.
 */
function useSteadyOrder(options: readonly FilterOption[], isCut: boolean, isShown: (value: string) => boolean): readonly FilterOption[] {
  const [shown, setShown] = useState<readonly FilterOption[]>([])
  const current = new Map(options.map((option) => [option.value, option]))
  const known = new Set(shown.map(({ value }) => value))
  const added = options.filter(({ value }) => !known.has(value) && isShown(value))
  if (added.length > 0) setShown([...shown, ...added])
  return [...shown, ...added].map((option) => current.get(option.value) ?? { ...option, count: isCut ? undefined : 0 })
}

/** Says how far the values were searched: how many are found, and how many are not shown. Empty if all are shown, and none is looked for. */
function useFindSentence(state: FoundValues['state'], typed: string, foundCount: number, shownCount: number, isCut: boolean): string {
  const t = useTranslations()
  if (state === 'loading') return t('app.loading')
  if (state === 'failed') return t('filters.findFailed')
  const hiddenCount = foundCount - shownCount
  if (typed.trim() === '') return hiddenCount === 0 ? '' : t(isCut ? 'filters.moreThan' : 'filters.more', { count: hiddenCount })
  if (foundCount === 0) return t('filters.noneFound')
  if (hiddenCount === 0) return t('filters.found', { count: foundCount })
  return t(isCut ? 'filters.foundFirstOfMore' : 'filters.foundFirst', { count: foundCount, shown: shownCount })
}

/** A filter by values, of which any may match. */
export function ValuesFilter({ filter, title, options, isCut, list, chosen, nameValue, isOffered, onChange }: ValuesFilterProps) {
  const t = useTranslations()
  const format = useFormatter()
  const id = useId()
  const [typed, setTyped] = useState('')
  const more = useFoundValues(filter, list, isCut, typed)
  const given = new Set(options.map(({ value }) => value))
  const added = more.values.filter(({ value }) => !given.has(value)).map((value) => ({ ...value, isWritten: true }))
  const ordered = useSteadyOrder([...options, ...added], isCut, (value) => chosen.includes(value) || isOffered?.(value) !== false)
  // A value of the address that no version has.
  const unknown = chosen.filter((value) => !ordered.some((option) => option.value === value))
  const all = [...unknown.map((value): FilterOption => ({ value, name: value, count: 0, isWritten: true })), ...ordered].map((option) =>
    nameValue ? { ...option, name: nameValue(option.value) } : option,
  )
  const isFound = createNameMatcher(typed)
  const found = all.filter(({ name }) => isFound(name))
  const shown = found.filter(({ value }, place) => place < maxShown || chosen.includes(value))
  const hasField = isCut || all.length >= searchableFrom
  const sentence = useFindSentence(more.state, typed, found.length, shown.length, isCut)
  if (all.length === 0 && !isCut) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {hasField && (
        <input
          type="search"
          className={styles.find}
          aria-describedby={id}
          aria-label={t('filters.find', { group: title })}
          placeholder={t('filters.find', { group: title })}
          dir="auto"
          value={typed}
          maxLength={200}
          onChange={({ target }) => {
            setTyped(target.value)
            more.find(target.value)
            // On a small screen the values are below the edge of the panel.
            target.closest('fieldset')?.scrollIntoView({ block: 'nearest' })
          }}
        />
      )}
      <div className={hasField ? styles.searched : undefined}>
        {hasField && (
          <p id={id} role="status" className={styles.found}>
            {sentence}
          </p>
        )}
        <div className={styles.options}>
          {shown.map(({ value, name, count, isWritten }) => {
            const isChosen = chosen.includes(value)
            return (
              <label key={value} className={styles.option} data-none={count === 0 || undefined}>
                <input
                  type="checkbox"
                  name={filter}
                  checked={isChosen}
                  disabled={!isChosen && chosen.length >= maxFilterValues}
                  onChange={() => onChange(isChosen ? chosen.filter((other) => other !== value) : [...chosen, value])}
                />
                {isWritten ? (
                  <span className={styles.name} title={name}>
                    <bdi translate="no">{name}</bdi>
                    <span> </span>
                  </span>
                ) : (
                  <span className={styles.name}>
                    <TextPart>{name}</TextPart>
                  </span>
                )}
                <span className={styles.count}>{count === undefined ? '' : format.number(count)}</span>
              </label>
            )
          })}
        </div>
      </div>
    </fieldset>
  )
}
