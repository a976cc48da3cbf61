import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { buildCopyNameOptions } from '#api/queries/copy-name.ts'
import { ExistingName } from '#features/actions/impact/existing-name.tsx'
import styles from './name-notice.module.css'

interface NameNoticeProps {
  readonly versionId: string
  /** The name that is typed; `null` if there is nothing to check. */
  readonly name: string | null
}

/** Pause of typing before a name is checked, in milliseconds. */
const typingDelayMs = 250

/** Says if a journey has the typed name already. The name may be used all the same. A live region, with room for its sentence. */
export function NameNotice({ versionId, name }: NameNoticeProps) {
  const [checkedName, setCheckedName] = useState(name)
  // Debounce: the timer is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setCheckedName(name), typingDelayMs)
    return () => clearTimeout(timer)
  }, [name])
  const { data } = useQuery({ ...buildCopyNameOptions(versionId, checkedName), enabled: checkedName !== null })
  const existing = name === checkedName && name !== null ? data?.sameNames[0] : undefined
  return (
    <p className={styles.notice} aria-live="polite">
      {existing && <ExistingName name={existing.name} />}
    </p>
  )
}
