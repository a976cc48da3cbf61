import { useTranslations } from 'use-intl'
import type { DayParam, ListParams } from '#features/home/filters/list-search-params.ts'
import { countedDays, type Facets } from '#api/contract/filters/facets.ts'
import { Field } from '#ui/input/field.tsx'

interface DaysFilterProps {
  readonly filter: DayParam
  readonly listParams: ListParams
  /** `undefined` while they are not known. */
  readonly facets: Facets | undefined
  readonly onChange: (change: Partial<ListParams>) => void
}

/** A filter by the last days. */
export function DaysFilter({ filter, listParams, facets, onChange }: DaysFilterProps) {
  const t = useTranslations()
  const days = listParams[filter]
  // An address may have another number.
  const choices = [...new Set([...countedDays, ...(days === null ? [] : [days])])].toSorted((one, other) => one - other)
  const findCount = (choice: number) => facets?.[`${filter}Within`].find(({ value }) => value === String(choice))?.count
  const nameChoice = (choice: number) => {
    const name = t('filters.lastDays', { count: choice })
    const count = findCount(choice)
    return count === undefined ? name : t('filters.counted', { name, count })
  }
  return (
    <Field label={t(`filters.groups.${filter}`)}>
      {(control) => (
        <select
          {...control}
          value={days ?? ''}
          onChange={({ target }) => onChange({ [filter]: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{t('filters.anyTime')}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameChoice(choice)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
