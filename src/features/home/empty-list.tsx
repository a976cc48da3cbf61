import { useTranslations } from 'use-intl'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './home.module.css'

const focusFallback = restoreFocusOnUnmount(() => document.querySelector('input[type=search]'))

/** Says why there is nothing to see, and the way back to something. */
export function EmptyList({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const t = useTranslations()
  return (
    <div ref={focusFallback} className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t('home.emptyTitle')}</h2>
      <p>{t(filtered ? 'home.emptyFiltered' : 'home.emptyAll')}</p>
      {filtered && <Button onPress={onClear}>{t('home.clearAll')}</Button>}
    </div>
  )
}
