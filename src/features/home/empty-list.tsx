import { useTranslations } from 'use-intl'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './home.module.css'

const focusFallback = restoreFocusOnUnmount(() => document.querySelector('input[type=search]'))

/** Explains why the list is empty, and offers a way back to a non-empty one. */
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
