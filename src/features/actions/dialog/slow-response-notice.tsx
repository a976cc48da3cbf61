import { useTranslations } from 'use-intl'
import type { CommandProgress } from '#api/commands/deliver-command.ts'
import styles from './slow-response-notice.module.css'

/** Says that an answer takes its time, and later that nobody has to wait for it. Nothing while it is quick. */
export function SlowResponseNotice({ progress }: { readonly progress: CommandProgress | null }) {
  const t = useTranslations()
  const isSlow = progress === 'slow' || progress === 'verySlow'
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="polite" className={isSlow ? styles.progress : undefined}>
      {isSlow && <p>{t(progress === 'verySlow' ? 'confirm.verySlow' : 'confirm.slow')}</p>}
    </div>
  )
}
