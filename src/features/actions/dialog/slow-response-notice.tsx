import { useTranslations } from 'use-intl'
import type { CommandProgress } from '#api/commands/deliver-command.ts'
import styles from './slow-response-notice.module.css'

/** Says that an answer takes its time, and later that nobody has to wait for it. Nothing while it is quick. */
export function Progress({ stage }: { readonly stage: CommandProgress | null }) {
  const t = useTranslations()
  const lasts = stage === 'slow' || stage === 'verySlow'
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="polite" className={lasts ? styles.progress : undefined}>
      {lasts && <p>{t(stage === 'verySlow' ? 'confirm.long' : 'confirm.slow')}</p>}
    </div>
  )
}
