import { useTranslations } from 'use-intl'
import type { User } from '#api/contract/primitives.ts'
import { isolate } from '#features/version/use-version-labels.ts'
import styles from './version-identity.module.css'

interface IdentityProps {
  readonly id: string
  /** `undefined` until it is known. */
  readonly createdBy: User | undefined
}

/** Tells a version from others whose names look like its own: by its id, and by who created it. */
export function Identity({ id, createdBy }: IdentityProps) {
  const t = useTranslations()
  return (
    <span className={styles.identity}>
      {createdBy ? t('identity.createdBy', { person: isolate(createdBy.name), id: isolate(id) }) : t('identity.id', { id: isolate(id) })}
    </span>
  )
}
