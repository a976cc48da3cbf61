import { useTranslations } from 'use-intl'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './overview-failure.module.css'

const focusFallback = restoreFocusOnUnmount()

/** A discreet message that the overview failed to load. The list does not depend on it. */
export function OverviewFailure({ onRetry }: { readonly onRetry: () => unknown }) {
  const t = useTranslations()
  return (
    <div ref={focusFallback} className={styles.failure}>
      <p>{t('home.overviewFailed')}</p>
      <Button variant="quiet" onPress={onRetry}>
        {t('app.tryAgain')}
      </Button>
    </div>
  )
}
