import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { CommandProgress } from '#api/commands/deliver-command.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import styles from './completed-toast.module.css'
import { firstStillThere } from '#features/actions/state/focus-restoration.ts'
import type { Pursuit } from '#features/actions/state/pending-command.ts'
import { useRefusalSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'

/** Says of something confirmed, whose dialog has been left, that it is under way, or why it was not done. The latter stays until dismissed. */
export function PursuitNotice({ pursuit }: { readonly pursuit: Pursuit }) {
  const t = useTranslations()
  const words = useWords()
  const announce = useAnnounce()
  const refusalSentences = useRefusalSentences()
  const { forget } = useEnding()
  const { action, version, stage, failed, returnTo } = pursuit
  const progress: Readonly<Record<CommandProgress, Sentences>> = {
    sending: [t('confirm.slow')],
    slow: [t('confirm.slow')],
    verySlow: [t('confirm.slow')],
    lookingUp: [t('problem.checking')],
    unreachable: [t('problem.checking'), t('problem.lookupUnreachable')],
  }
  const what =
    version === null
      ? t('intent.untitled', { action: t(`action.${action}`) })
      : t('intent.title', { action: t(`action.${action}`), title: words.title(version) })
  const said = (failed === null ? progress[stage] : refusalSentences(failed, action, null)).filter((sentence) => sentence !== undefined)
  const text = [what, ...said].join(' ')
  // A screen reader does not read by itself what comes with its region.
  useEffect(() => announce(text), [announce, text])
  return (
    <section ref={passFocusTo(() => firstStillThere(returnTo))} className={styles.notice} aria-label={t('app.notices')}>
      <div className={styles.text}>
        <p className={styles.what}>{what}</p>
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {failed !== null && (
        <div className={styles.steps}>
          <button type="button" className={styles.dismiss} aria-label={t('app.dismiss')} onClick={() => forget(pursuit)}>
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
    </section>
  )
}
