import type { HistoryEntry } from '#api/contract/history.ts'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'
import styles from './journey-table.module.css'

/** Says who deleted the version of a row, and when. */
export function DeletionSentence({ entry }: { readonly entry: HistoryEntry }) {
  const sentence = useHistorySentence()(entry)
  return (
    <span className={styles.endedText} title={sentence}>
      {sentence}
    </span>
  )
}
