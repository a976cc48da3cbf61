import { Printer } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Receipt, Version } from '#api/contract/version.ts'
import { Button } from '#ui/input/button.tsx'
import { CopyButton } from '#ui/feedback/copy-button.tsx'
import { printOnly } from '#ui/print/print-only.ts'
import { formatReceiptText } from './receipt-text.ts'
import styles from './receipts.module.css'
import { useReceiptView } from './use-receipt-view.ts'

interface ReceiptCardProps {
  readonly receipt: Receipt
  readonly version: Version
}

/** The element id of the receipt of a history entry. */
export const formatReceiptId = (sequence: number): string => `receipt-${sequence}`

/** Receipt of an ending: actor, time, reason and numbers. It can be copied as text and printed. */
export function ReceiptCard({ receipt, version }: ReceiptCardProps) {
  const t = useTranslations()
  const cardRef = useRef<HTMLElement>(null)
  const id = formatReceiptId(receipt.sequence)
  const toReceiptView = useReceiptView()
  const view = toReceiptView(receipt, version)
  return (
    <article ref={cardRef} id={id} tabIndex={-1} aria-labelledby={`${id}-action`} className={styles.card}>
      <h2 id={`${id}-action`} className={styles.action}>
        <span className={styles.heading}>{`${view.heading} `}</span>
        <span>{view.actionLabel}</span>
      </h2>
      <p className={styles.subtitle}>
        <bdi className={styles.title} translate="no">
          {view.title}
        </bdi>
        <span>{` ${view.address}`}</span>
      </p>
      <dl className={styles.facts}>
        {view.facts.map(({ label, value }) => (
          <div key={label}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.fact} dir="auto">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <dl className={styles.stats}>
        {view.stats.map(({ label, value, details }) => (
          <div key={label} className={styles.stat}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
            {details.map((detail) => (
              <dd key={detail} className={styles.detail}>
                {detail}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        <CopyButton
          formatText={() => formatReceiptText(view, (label, value) => t('receipt.line', { label, value }))}
          copiedText={t('receipt.copied')}
          describedBy={`${id}-action`}
        >
          {t('receipt.copy')}
        </CopyButton>
        <Button describedBy={`${id}-action`} onPress={() => cardRef.current && printOnly(cardRef.current)}>
          <Printer size={16} aria-hidden />
          <span>{t('receipt.print')}</span>
        </Button>
      </div>
    </article>
  )
}
