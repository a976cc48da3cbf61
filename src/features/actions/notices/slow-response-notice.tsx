import { useTranslations } from 'use-intl'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import styles from './slow-response-notice.module.css'

/** Reports a slow response, and later that the user need not wait for it. Empty while the response is fast. */
export function SlowResponseNotice({ progress }: { readonly progress: CommandProgress | null }) {
  const t = useTranslations()
  const isSlow = progress === 'slow' || progress === 'verySlow'
  // Live region: mounted before its text, because text that is mounted with its region is not announced.
  return (
    <div aria-live="polite" className={isSlow ? styles.progress : undefined}>
      {isSlow && <p>{t(progress === 'verySlow' ? 'confirm.verySlow' : 'confirm.slow')}</p>}
    </div>
  )
}
