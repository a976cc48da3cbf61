import { useTranslations } from 'use-intl'
import type { User } from '#api/contract/primitives.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import styles from './version-identity.module.css'

interface VersionIdentityProps {
  readonly id: string
  /** `undefined` until it is known. */
  readonly createdBy: User | undefined
}

/** Tells a version from others whose names look like its own: by its id, and by who created it. */
export function VersionIdentity({ id, createdBy }: VersionIdentityProps) {
  const t = useTranslations()
  return (
    <span className={styles.identity}>
      {createdBy
        ? t('identity.createdBy', { person: isolateBidi(createdBy.name), id: isolateBidi(id) })
        : t('identity.id', { id: isolateBidi(id) })}
    </span>
  )
}
