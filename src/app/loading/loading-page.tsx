import { useTranslations } from 'use-intl'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './loading-page.module.css'

const lines = [28, 64, 48, 56, 40, 60]

/** Skeleton of a page that is loading. */
export function LoadingPage() {
  const t = useTranslations()
  return (
    <div className={styles.page} aria-busy>
      <h1>
        <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      </h1>
      {lines.map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
