import { use, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { HomeLink } from '#ui/navigation/home-link.tsx'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { PageTitle } from '#ui/page-title.tsx'
import styles from './message-page.module.css'

const focusFallback = restoreFocusOnUnmount()

interface MessagePageProps {
  readonly title: string
  readonly children: ReactNode
  /** Further help, besides the link to Home. */
  readonly action?: ReactNode
}

/** A page with only a message and links out of it. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  const t = useTranslations()
  return (
    <section ref={focusFallback} className={styles.message}>
      <PageTitle page={title} />
      <h1 className={styles.title} tabIndex={-1}>
        {title}
      </h1>
      <p>{children}</p>
      <div className={styles.actions}>
        {action}
        <HomeLink list={use(NavigationMemoryContext).list} className={styles.link}>
          {t('error.toHome')}
        </HomeLink>
      </div>
    </section>
  )
}
