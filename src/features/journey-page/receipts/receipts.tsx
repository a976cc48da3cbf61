import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { ReceiptSheet } from './receipt-card.tsx'
import styles from './receipts.module.css'

const heir = passFocusTo()

/** What the endings of a version did, newest first. Nothing where there was none. */
export function Receipts({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const { receipts } = version
  if (receipts.length === 0) return null
  return (
    <section ref={heir} aria-label={t('receipt.list')} className={styles.receipts}>
      {receipts.map((receipt) => (
        <ReceiptSheet key={receipt.sequence} receipt={receipt} version={version} />
      ))}
    </section>
  )
}
