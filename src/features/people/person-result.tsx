import { useTranslations } from 'use-intl'
import { maxWalks, type PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import { ProblemError } from '#api/http/errors.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useZonedTimeText } from '#features/version/use-zoned-time-text.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './find-person.module.css'
import type { LookUpState } from './use-person-look-up.ts'
import { Walk } from './walk.tsx'

interface PersonResultProps {
  readonly lookUp: LookUpState
  /** Looks the same person up again. */
  readonly onRetry: (id: string) => Promise<void>
}

/** What became of a look-up, announced, and the walks that were found. */
export function PersonResult({ lookUp, onRetry }: PersonResultProps) {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  const sentence = useResultSentence()(lookUp)
  return (
    <div className={styles.result} aria-busy={lookUp.state === 'reading' || undefined}>
      {/* Live region: mounted before its text, because text that is mounted with its region is not announced. */}
      <div role="status">
        {sentence !== undefined && (lookUp.state === 'reading' ? <VisuallyHidden>{sentence}</VisuallyHidden> : <p>{sentence}</p>)}
      </div>
      {lookUp.state === 'reading' && <Skeleton width={48} />}
      {lookUp.state === 'failed' && sentence === undefined && (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => onRetry(lookUp.id) }}>
          {`${t('person.failed')} ${failureSentence(lookUp.error)}`}
        </ErrorMessage>
      )}
      {lookUp.state === 'found' && lookUp.found.walks.length > 0 && <Walks id={lookUp.id} found={lookUp.found} />}
    </div>
  )
}

/** Returns what is announced about a look-up; `undefined` for a failure, which is an alert. */
function useResultSentence() {
  const t = useTranslations()
  return (lookUp: LookUpState): string | undefined => {
    if (lookUp.state === 'reading') return t('person.searching')
    if (lookUp.state === 'found') {
      const { walks } = lookUp.found
      if (walks.length === 0) return t('person.unknown')
      // Older walks may go on: no number is claimed.
      if (walks.length >= maxWalks) return t('person.newest', { max: maxWalks })
      return t('person.found', { count: walks.length, inside: walks.filter(({ state }) => state === 'inside').length })
    }
    if (lookUp.state === 'none' || !(lookUp.error instanceof ProblemError)) return undefined
    const { code } = lookUp.error.problem
    return code === 'people-simulated' ? t('person.simulated') : code === 'forbidden' ? t('person.notPermitted') : undefined
  }
}

function Walks({ id, found: { asOf, walks } }: { readonly id: string; readonly found: PersonLookUp }) {
  const t = useTranslations()
  const writeZonedTime = useZonedTimeText()
  return (
    <section aria-labelledby="walks">
      <h2 id="walks">
        <VisuallyHidden>{t('person.result')}</VisuallyHidden>
      </h2>
      <p className={styles.identity}>
        <bdi translate="no" className={styles.id}>
          {id}
        </bdi>
        <span className={styles.asOf}>{t('app.asOf', { time: writeZonedTime(asOf) })}</span>
      </p>
      <ol className={styles.walks}>
        {walks.map((walk, place) => (
          <li key={`${walk.version.id} ${walk.enteredAt} ${place}`} className={styles.walk}>
            <Walk walk={walk} />
          </li>
        ))}
      </ol>
    </section>
  )
}
