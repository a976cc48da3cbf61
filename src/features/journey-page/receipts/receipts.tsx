import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { ReceiptCard } from './receipt-card.tsx'
import styles from './receipts.module.css'

const focusFallback = restoreFocusOnUnmount()

/** Receipts of the endings of a version, newest first. Empty if there were none. */
export function Receipts({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const { receipts } = version
  if (receipts.length === 0) return null
  return (
    <section ref={focusFallback} aria-label={t('receipt.list')} className={styles.receipts}>
      {receipts.map((receipt) => (
        <ReceiptCard key={receipt.sequence} receipt={receipt} version={version} />
      ))}
    </section>
  )
}
