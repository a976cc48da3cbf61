import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { maxFilterValues, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { matchLabel } from '#features/version/match-label.ts'
import { TextPart } from '#ui/text-part.tsx'
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

/** The options in the order in which they came first: an option does not move while the user is about to press it. */
function useSteadyOrder(options: readonly FilterOption[], isShown: (value: string) => boolean): readonly FilterOption[] {
  const [shown, setShown] = useState<readonly FilterOption[]>([])
  const current = new Map(options.map((option) => [option.value, option]))
  const known = new Set(shown.map(({ value }) => value))
  const added = options.filter(({ value }) => !known.has(value) && isShown(value))
  if (added.length > 0) setShown([...shown, ...added])
  return [...shown, ...added].map((option) => current.get(option.value) ?? { ...option, count: 0 })
}

/** A filter by values, of which any may match. */
export function ValuesFilter({ filter, title, options, chosen, nameValue, isOffered, onChange }: ValuesFilterProps) {
  const t = useTranslations()
  const format = useFormatter()
  const [typed, setTyped] = useState('')
  const ordered = useSteadyOrder(options, (value) => chosen.includes(value) || isOffered?.(value) !== false)
  // A value of the address that no version has.
  const unknown = chosen.filter((value) => !ordered.some((option) => option.value === value))
  const all = [...unknown.map((value): FilterOption => ({ value, name: value, count: 0, isWritten: true })), ...ordered].map((option) =>
    nameValue ? { ...option, name: nameValue(option.value) } : option,
  )
  const found = all.filter(({ name }) => matchLabel(name, typed))
  const shown = found.filter(({ value }, place) => place < maxShown || chosen.includes(value))
  if (all.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {all.length >= searchableFrom && (
        <input
          type="search"
          className={styles.find}
          aria-label={t('filters.find', { group: title })}
          placeholder={t('filters.find', { group: title })}
          dir="auto"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
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
        {found.length > shown.length && <p className={styles.note}>{t('filters.more', { count: found.length - shown.length })}</p>}
        {found.length === 0 && <p className={styles.note}>{t('filters.noneFound')}</p>}
      </div>
    </fieldset>
  )
}
