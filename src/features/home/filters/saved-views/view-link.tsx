import type { ReactNode } from 'react'
import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './saved-views.module.css'
import { formatViewAddress } from './view-address.ts'

export interface ViewLinkProps {
  /** As its owner has called it. */
  readonly name: string
  readonly query: Pick<SavedView, 'id' | 'query'>
  /** Whether the list is that of this view. */
  readonly isCurrent: boolean
  readonly note?: ReactNode
  /** Called when it is followed in this tab. */
  readonly onFollow: () => void
}

/** Link to the list of a view that a user has saved. */
export function ViewLink({ name, query, isCurrent, note, onFollow }: ViewLinkProps) {
  return (
    <Link
      to={{ pathname: '/', search: formatViewAddress(query) }}
      className={styles.link}
      aria-current={isCurrent || undefined}
      preventScrollReset
      onClick={({ ctrlKey, metaKey, shiftKey }) => void (ctrlKey || metaKey || shiftKey || onFollow())}
    >
      <bdi translate="no" className={styles.name}>
        {name}
      </bdi>
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </Link>
  )
}
