import { useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useEnding } from '#features/actions/state/action-context.ts'
import { Tooltip } from '#ui/tooltip.tsx'
import { writeAddress, type ListAddress } from '#features/home/filters/list-search-params.ts'
import place from './lazy-overview.module.css'
import styles from './overview.module.css'

interface OverviewLinkProps {
  readonly to: ListAddress
  readonly value: string
  readonly label: string
  /** Shown beside the number; what it says is told in words, too, line by line. */
  readonly chart?: { readonly drawing: ReactNode; readonly words: readonly string[] }
}

/** A number over all versions that leads to the list of those it counts. */
export function OverviewLink({ to, value, label, chart }: OverviewLinkProps) {
  const { moveOn } = useEnding()
  const id = useId()
  const link = (
    <Link
      to={{ pathname: '/', search: writeAddress(to).toString() }}
      className={`${place.figure} ${styles.way} ${chart ? styles.charted : ''}`}
      aria-describedby={chart && id}
      preventScrollReset
      onClick={moveOn}
    >
      <span className={place.value}>{value}</span> <span className={`${place.label} ${styles.name}`}>{label}</span>
      {chart?.drawing}
    </Link>
  )
  // The space between the lines is heard, not seen.
  const lines = chart?.words.flatMap((line) => [
    <span key={line} className={styles.line}>
      {line}
    </span>,
    ' ',
  ])
  return (
    <li className={place.cell}>
      {lines ? (
        <Tooltip id={id} text={lines}>
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  )
}
