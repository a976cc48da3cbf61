import { useTranslations } from 'use-intl'
import type { User } from '#api/contract/primitives.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { Sentence } from '#ui/sentence.tsx'
import styles from './version-identity.module.css'

interface VersionIdentityProps {
  readonly id: string
  readonly createdBy: User
}

/** Distinguishes a version from others with similar names, by its id and its creator. */
export function VersionIdentity({ id, createdBy }: VersionIdentityProps) {
  const t = useTranslations()
  return (
    <span className={styles.identity}>
      <Sentence
        text={t('identity.createdBy', { person: isolateBidi(createdBy.name), id: isolateBidi(id) })}
        verbatim={[isolateBidi(createdBy.name), isolateBidi(id)]}
      />
    </span>
  )
}
