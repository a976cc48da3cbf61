import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { Refusal, Unreadable } from '#api/http.ts'
import type { Action, Verdict } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/words.ts'
import type { Subject } from './chosen.ts'
import styles from './trouble.module.css'
import { useWhatHappened } from './what-happened.ts'

interface TroubleProps {
  readonly action: Action
  /** What came of the last attempt. */
  readonly error: Error | null
  /** The version as it is now. */
  readonly live: UseQueryResult<Version>
  /** The version as it was when the dialog was opened. */
  readonly opened: Subject
  readonly verdict: Verdict
  readonly busy: boolean
}

/** What stands in the way, said inside the dialog: the backend refused, gave no answer, or the journey has changed meanwhile. */
export function Trouble({ action, error, live, opened, verdict, busy }: TroubleProps) {
  const t = useTranslations()
  const words = useWords()
  const happened = useWhatHappened()
  const sentences = (): readonly (string | undefined)[] => {
    if (busy) return []
    if (live.error instanceof Refusal) return fromRefusal(live.error)
    if (error instanceof Refusal) return fromRefusal(error)
    if (!verdict.allowed) return [t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' }), happened.version(live.data)]
    if (error instanceof Unreadable) return [t('problem.unreadable'), t('problem.noAnswer')]
    if (error !== null) return [t('problem.unreachable'), t('problem.noAnswer')]
    if (live.data !== undefined && live.data.revision !== opened.revision) return [happened.version(live.data), t('problem.changedAgain')]
    return []
  }
  const fromRefusal = ({ problem }: Refusal): readonly (string | undefined)[] => {
    const last = happened.entry(problem.last)
    switch (problem.code) {
      case 'changed':
        return [
          t('problem.changed'),
          last,
          verdict.allowed ? t('problem.changedAgain') : t('problem.notAllowed', { reason: words.refusal(verdict, action) ?? '' }),
        ]
      case 'not-allowed':
      case 'forbidden':
        return [t('problem.notAllowed', { reason: words.because(problem.because ?? '', action) ?? problem.detail }), last]
      case 'not-found':
        return [t('problem.notFound')]
      case 'deleted':
        return [t('problem.deleted'), last]
      case 'unauthenticated':
        return [t('problem.signedOut')]
      case 'invalid-request':
        return [t('problem.invalid', { detail: problem.detail })]
      default:
        return [t('problem.other', { detail: problem.detail })]
    }
  }
  const said = sentences().filter((sentence) => sentence !== undefined)
  // The alert exists before its text, so that the text is announced when it comes.
  return (
    <div role="alert" className={said.length > 0 ? styles.trouble : styles.none}>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
