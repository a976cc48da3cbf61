import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { createLoadable } from '#ui/loadable.tsx'
import { TextPart } from '#ui/text-part.tsx'
import { countFilters, type ListParams } from './list-search-params.ts'
import styles from './list-controls.module.css'

export interface FilterProps {
  readonly listParams: ListParams
  readonly onChange: (change: Partial<ListParams>) => void
}

const FiltersPanel = createLoadable(async () => (await import('./panel/filter-views.ts')).filterViews.FiltersPanel)

/** Opens the panel of the filters, and tells how many are set. The panel is over the page: nothing moves. */
export function FiltersButton({ listParams, onChange }: FilterProps) {
  const t = useTranslations()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const count = countFilters(listParams)
  return (
    <div>
      <button
        ref={button}
        type="button"
        id="filters"
        className={styles.filtersButton}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <TextPart>{t('home.filters')}</TextPart>
        {count > 0 && <span className={styles.filterCount}>{count}</span>}
      </button>
      {isOpen && (
        <FiltersPanel
          listParams={listParams}
          onChange={onChange}
          onClose={(focus) => {
            setIsOpen(false)
            if (focus === 'button') button.current?.focus()
          }}
        />
      )}
    </div>
  )
}
