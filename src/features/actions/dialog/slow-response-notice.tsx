import { useTranslations } from 'use-intl'
import type { Stage } from '#api/commands/deliver-command.ts'
import styles from './slow-response-notice.module.css'

/** Says that an answer takes its time, and later that nobody has to wait for it. Nothing while it is quick. */
export function Progress({ stage }: { readonly stage: Stage | null }) {
  const t = useTranslations()
  const lasts = stage === 'slow' || stage === 'long'
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="polite" className={lasts ? styles.progress : undefined}>
      {lasts && <p>{t(stage === 'long' ? 'confirm.long' : 'confirm.slow')}</p>}
    </div>
  )
}
