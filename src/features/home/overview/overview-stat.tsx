import { useId, type ReactNode } from 'react'
import { useActions } from '#features/actions/state/action-context.ts'
import { Link } from '#ui/navigation/link.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import { formatListParams, type ListParams } from '#features/home/filters/list-search-params.ts'
import layout from './lazy-overview.module.css'
import styles from './overview.module.css'

interface OverviewStatProps {
  readonly to: ListParams
  readonly value: string
  readonly label: string
  /** Shown beside the number; its content is also given as text, line by line. */
  readonly chart?: { readonly graphic: ReactNode; readonly description: readonly string[] }
}

/** A number over all versions, linked to the list of the versions it counts. */
export function OverviewStat({ to, value, label, chart }: OverviewStatProps) {
  const { clearRecentlyActed } = useActions()
  const id = useId()
  const link = (
    <Link
      to={{ pathname: '/', search: formatListParams(to).toString() }}
      className={`${layout.stat} ${styles.link} ${chart ? styles.charted : ''}`}
      aria-describedby={chart && id}
      preventScrollReset
      onClick={clearRecentlyActed}
    >
      <span className={layout.value}>{`${value} `}</span>
      <span className={`${layout.label} ${styles.name}`}>{label}</span>
      {chart?.graphic}
    </Link>
  )
  // The space at the end of a line is for screen readers only.
  const tooltipLines = chart?.description.map((line) => (
    <span key={line} className={styles.line}>
      {`${line} `}
    </span>
  ))
  return (
    <li className={layout.cell}>
      {tooltipLines ? (
        <Tooltip id={id} text={tooltipLines}>
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  )
}
