import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextPart } from '#ui/text-part.tsx'
import { createFilterView } from './filter-view.ts'
import { countFilters, type ListParams } from './list-search-params.ts'
import styles from './list-controls.module.css'

export interface FilterProps {
  readonly listParams: ListParams
  /** `step`: the change goes on, and is not in the address yet. */
  readonly onChange: (change: Partial<ListParams>, extent?: 'step') => void
}

/** What each panel gets. `onClose`: with where the focus has to be. */
export interface PanelProps extends FilterProps {
  readonly onClose: (focus: 'button' | 'page') => void
}

const panels = {
  filters: createFilterView('FiltersPanel', true),
  views: createFilterView('ViewsPanel', true),
  columns: createFilterView('ColumnsPanel', true),
}

type PanelName = keyof typeof panels
export const panelNames = Object.keys(panels) as PanelName[]

interface PanelButtonProps extends FilterProps {
  readonly name: PanelName
}

/** Opens a panel of the list; that of the filters tells how many are set. The panel is over the page: nothing moves. */
export function PanelButton({ name, ...props }: PanelButtonProps) {
  const t = useTranslations()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const Panel = panels[name]
  const count = name === 'filters' ? countFilters(props.listParams) : 0
  return (
    <div>
      <button
        ref={button}
        type="button"
        id={name}
        className={styles.filtersButton}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <TextPart>{t(`home.panels.${name}`)}</TextPart>
        {count > 0 && <span className={styles.filterCount}>{count}</span>}
      </button>
      {isOpen && (
        <Panel
          {...props}
          onClose={(focus) => {
            setIsOpen(false)
            if (focus === 'button') button.current?.focus()
          }}
        />
      )}
    </div>
  )
}
