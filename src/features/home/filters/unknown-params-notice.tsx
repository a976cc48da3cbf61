import { useTranslations } from 'use-intl'
import '#i18n/filter-messages.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { Sentence } from '#ui/sentence.tsx'
import styles from './list-controls.module.css'
import { listUnknownParams } from './unknown-params.ts'

/** Names the parts of the address that are ignored. */
export function UnknownParamsNotice({ searchParams }: { readonly searchParams: URLSearchParams }) {
  const t = useTranslations()
  const parts = listUnknownParams(searchParams).map((part) => isolateBidi(part))
  return (
    parts.length > 0 && (
      <p role="note" className={styles.days}>
        <Sentence text={t('address.ignored', { count: parts.length, parts: parts.join(', ') })} verbatim={parts} />
      </p>
    )
  )
}
