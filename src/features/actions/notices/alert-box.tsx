import type { Sentences } from '#features/version/use-rejection-sentences.ts'
import styles from './alert-box.module.css'

interface AlertBoxProps {
  readonly id: string
  readonly tone: 'error' | 'lookingUp'
  readonly sentences: Sentences
}

/** The alert of a dialog. Without sentences it takes no place. */
export function AlertBox({ id, tone, sentences }: AlertBoxProps) {
  const shown = sentences.filter((sentence) => sentence !== undefined)
  // Live region: the alert is mounted before its text, so that the text is announced.
  return (
    <div id={id} role="alert" className={shown.length > 0 ? `${styles.alert} ${tone === 'lookingUp' ? styles.lookingUp : ''}` : undefined}>
      {shown.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
