import type { HistoryEntry } from '#api/contract/history.ts'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'

interface DeletionSentenceProps {
  readonly entry: HistoryEntry
  readonly className: string | undefined
}

/** Says in a row who deleted its version, and when. */
export function DeletionSentence({ entry, className }: DeletionSentenceProps) {
  const sentence = useHistorySentence()(entry)
  return (
    <span className={className} title={sentence}>
      {sentence}
    </span>
  )
}
