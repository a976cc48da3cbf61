import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { buildCopyNameOptions } from '#api/queries/copy-name.ts'
import type { Version } from '#api/contract/version.ts'
import { ExistingName } from '#features/actions/impact/existing-name.tsx'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import styles from './completed-toast.module.css'

/** Says that another journey has the name of a new duplicate: two users may have taken the same name at the same time. */
export function SameNameNotice({ version: { id, name } }: { readonly version: Version }) {
  const t = useTranslations()
  const announce = useAnnounce()
  const { data } = useQuery(buildCopyNameOptions(id, name))
  const existingName = data?.sameNames.find((other) => other.id !== id)?.name
  const sentence = existingName === undefined ? null : t('confirm.nameExists', { name: isolateBidi(existingName) })
  // Effect, because the live region is outside this component.
  useEffect(() => {
    if (sentence !== null) announce(sentence)
  }, [announce, sentence])
  return (
    existingName !== undefined && (
      <p className={styles.text}>
        <ExistingName name={existingName} />
      </p>
    )
  )
}
