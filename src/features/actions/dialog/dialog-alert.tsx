import { useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import { isUnauthenticated, type ProblemError } from '#api/http/request.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import type { Pursuit } from '#features/actions/state/pending-command.ts'
import styles from './dialog-alert.module.css'
import { useRefusalSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'
import { useWhatHappened } from '#features/version/use-history-sentence.ts'

interface TroubleProps {
  readonly id: string
  readonly action: Action
  /** What was confirmed here; `null` if nothing was. */
  readonly pursuit: Pursuit | null
  /** What the backend says of a version that is no more. */
  readonly gone: ProblemError | null
  /** Whether the version has changed since the dialog was opened, and what happened to it last. */
  readonly changed: boolean
  readonly last: HistoryEntry | undefined
  readonly verdict: Verdict
}

/** What stands in the way, said inside the dialog: the backend refused, gave no answer, or the journey has changed meanwhile. */
export function Trouble({ id, action, pursuit, gone, changed, last, verdict }: TroubleProps) {
  const t = useTranslations()
  const words = useWords()
  const happened = useWhatHappened()
  const refusalSentences = useRefusalSentences()
  const checking = pursuit?.failed === null
  const sentences = (): Sentences => {
    if (checking) {
      if (pursuit.stage === 'lookingUp') return [t('problem.checking')]
      return pursuit.stage === 'unreachable' ? [t('problem.checking'), t('problem.lookupUnreachable')] : []
    }
    const refusal = gone ?? pursuit?.failed ?? null
    // That nobody is signed in is said beside this.
    if (refusal !== null && !isUnauthenticated(refusal)) return refusalSentences(refusal, action, verdict)
    if (!verdict.allowed) return [t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' }), happened(last)]
    return changed ? [happened(last), t('problem.confirmAgain')] : []
  }
  const said = sentences().filter((sentence) => sentence !== undefined)
  // The alert exists before its text, so that the text is announced when it comes.
  return (
    <div id={id} role="alert" className={said.length > 0 ? `${styles.trouble} ${checking ? styles.checking : ''}` : undefined}>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
