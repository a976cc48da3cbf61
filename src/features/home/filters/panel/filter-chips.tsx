import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { dayParams } from '#features/home/filters/list-search-params.ts'
import type { FilterProps } from '#features/home/filters/panel-button.tsx'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { CrossIcon } from '#ui/icon.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Sentence } from '#ui/sentence.tsx'
import { clearedParams } from './cleared-params.ts'
import styles from './filter-chips.module.css'
import { useActiveFilters } from './use-active-filters.ts'

/** To another chip, or the button that opens the filters. */
const focusFallback = restoreFocusOnUnmount(
  () => document.querySelector<HTMLElement>(`.${styles.chip}`) ?? document.getElementById('filters'),
)

/** The filters that are set. Each can be removed, and all together. */
export function FilterChips({ listParams, onChange }: FilterProps) {
  const t = useTranslations()
  const id = useId()
  const timeZone = useReaderTimeZone()
  const filters = useActiveFilters(listParams)
  const hasDays = dayParams.some((name) => listParams[name] !== null)
  return (
    <div ref={focusFallback} className={styles.filters}>
      <ul aria-label={t('filters.title')} className={styles.chips}>
        {filters.map(({ key, label, written, change }) => (
          <li key={key} className={styles.item}>
            <button
              ref={focusFallback}
              type="button"
              className={styles.chip}
              aria-label={t('filters.remove', { filter: label })}
              aria-describedby={hasDays && (dayParams as readonly string[]).includes(key) ? id : undefined}
              onClick={() => onChange(change)}
            >
              <span className={styles.label}>
                <Sentence text={label} verbatim={[written]} />
              </span>
              <CrossIcon size={14} />
            </button>
          </li>
        ))}
      </ul>
      <Button variant="quiet" onPress={() => onChange(clearedParams.all)}>
        {t('filters.clearAll')}
      </Button>
      {hasDays && (
        <p id={id} className={styles.days}>
          {t('filters.days', { timeZone })}
        </p>
      )}
    </div>
  )
}
