import { useTranslations } from 'use-intl'
import type { DayParam, ListParams } from '#features/home/filters/list-search-params.ts'
import { Field } from '#ui/input/field.tsx'

/** The numbers of days that are offered. An address may have others. */
const offeredDays = [1, 7, 30, 90, 365]

interface DaysFilterProps {
  readonly filter: DayParam
  readonly listParams: ListParams
  readonly onChange: (change: Partial<ListParams>) => void
}

/** A filter by the last days. */
export function DaysFilter({ filter, listParams, onChange }: DaysFilterProps) {
  const t = useTranslations()
  const days = listParams[filter]
  const choices = days === null || offeredDays.includes(days) ? offeredDays : [...offeredDays, days].toSorted((one, other) => one - other)
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
              {t('filters.lastDays', { count: choice })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
