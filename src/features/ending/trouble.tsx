import { useTranslations } from 'use-intl'
import type { HistoryEntry } from '#api/contract/history.ts'
import { Refusal, Unreadable } from '#api/http.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/words.ts'
import styles from './trouble.module.css'
import { useWhatHappened } from './what-happened.ts'

interface TroubleProps {
  readonly id: string
  readonly action: Action
  /** What came of the last attempt. */
  readonly error: Error | null
  /** What the backend says of a version that is no more. */
  readonly gone: Refusal | null
  /** Whether the version has changed since the dialog was opened, and what happened to it last. */
  readonly changed: boolean
  readonly last: HistoryEntry | undefined
  readonly verdict: Verdict
  readonly phase: 'deciding' | 'sending' | 'checking'
}

type Sentences = readonly (string | undefined)[]

/** What stands in the way, said inside the dialog: the backend refused, gave no answer, or the journey has changed meanwhile. */
export function Trouble({ id, action, error, gone, changed, last, verdict, phase }: TroubleProps) {
  const t = useTranslations()
  const words = useWords()
  const happened = useWhatHappened()
  const impossible = () => t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' })
  const fromRefusal = ({ problem }: Refusal): Sentences => {
    const entry = happened(problem.last)
    switch (problem.code) {
      case 'changed':
        return [t('problem.changed'), entry, verdict.allowed ? t('problem.changedAgain') : impossible()]
      case 'not-allowed':
      case 'forbidden':
        return [t('problem.notAllowed', { reason: words.because(problem.because ?? '', action) ?? problem.detail }), entry]
      case 'not-found':
        return [t('problem.notFound')]
      case 'deleted':
        return [t('problem.deleted'), entry]
      case 'unauthenticated':
        return [t('problem.signedOut')]
      case 'invalid-request':
        return [t('problem.invalid', { detail: problem.detail })]
      default:
        return [t('problem.other', { detail: problem.detail })]
    }
  }
  const sentences = (): Sentences => {
    if (phase === 'checking') return [t('problem.checking')]
    if (phase === 'sending') return []
    if (gone !== null) return fromRefusal(gone)
    if (error instanceof Refusal) return fromRefusal(error)
    if (!verdict.allowed) return [impossible(), happened(last)]
    if (error !== null) return [t(error instanceof Unreadable ? 'problem.unreadable' : 'problem.unreachable'), t('problem.noAnswer')]
    return changed ? [happened(last), t('problem.changedAgain')] : []
  }
  const said = sentences().filter((sentence) => sentence !== undefined)
  // The alert exists before its text, so that the text is announced when it comes.
  return (
    <div id={id} role="alert" className={said.length > 0 ? styles.trouble : styles.none}>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
