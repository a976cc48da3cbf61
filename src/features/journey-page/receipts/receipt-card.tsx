import { ClipboardCopy, Printer } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Receipt } from '#api/contract/receipt.ts'
import type { Version } from '#api/contract/version.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { printOnly } from '#ui/print-only.ts'
import { receiptText } from './receipt-text.ts'
import styles from './receipts.module.css'
import { useReceiptPaper } from './use-receipt-view.ts'

interface ReceiptSheetProps {
  readonly receipt: Receipt
  readonly version: Version
}

/** Where the receipt of a line of the history stands on the page. */
export const receiptId = (sequence: number): string => `receipt-${sequence}`

/** What an ending did: who, when and why, and its numbers. It can be taken along as text and on paper. */
export function ReceiptSheet({ receipt, version }: ReceiptSheetProps) {
  const t = useTranslations()
  const announce = useAnnounce()
  const sheet = useRef<HTMLElement>(null)
  const id = receiptId(receipt.sequence)
  const paperOf = useReceiptPaper()
  const paper = paperOf(receipt, version)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(receiptText(paper, (label, value) => t('receipt.line', { label, value })))
      announce(t('receipt.copied'))
    } catch {
      announce(t('properties.copyFailed'))
    }
  }
  return (
    <article ref={sheet} id={id} tabIndex={-1} aria-labelledby={`${id}-deed`} className={styles.sheet}>
      <h2 id={`${id}-deed`} className={styles.deed}>
        <span className={styles.heading}>{paper.heading}</span> {paper.deed}
      </h2>
      <p className={styles.of}>
        <bdi className={styles.title}>{paper.title}</bdi> {paper.address}
      </p>
      <dl className={styles.facts}>
        {paper.facts.map(({ label, value }) => (
          <div key={label}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.fact} dir="auto">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <dl className={styles.figures}>
        {paper.figures.map(({ label, value, details }) => (
          <div key={label} className={styles.figure}>
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
        <Button describedBy={`${id}-deed`} onPress={() => void copy()}>
          <ClipboardCopy size={16} aria-hidden />
          {t('receipt.copy')}
        </Button>
        <Button describedBy={`${id}-deed`} onPress={() => sheet.current && printOnly(sheet.current)}>
          <Printer size={16} aria-hidden />
          {t('receipt.print')}
        </Button>
      </div>
    </article>
  )
}
