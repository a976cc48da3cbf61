import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/errors.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import './person-messages.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { HomeLink } from '#ui/navigation/home-link.tsx'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './find-person.module.css'
import { PersonForm } from './person-form.tsx'
import { PersonResult } from './person-result.tsx'
import { usePersonLookUp } from './use-person-look-up.ts'

const focusFallback = restoreFocusOnUnmount()

/** The page on which support finds where one customer is and was. The identifier is in no address, so that no history and no log has it. */
export function FindPerson() {
  const t = useTranslations()
  const session = useQuery(sessionOptions)
  const failureSentence = useFailureSentence()
  return (
    <article ref={focusFallback} className={styles.page}>
      <PageTitle page={t('person.title')} />
      <header className={styles.header}>
        <HomeLink list={use(NavigationMemoryContext).list} className={styles.back}>
          {t('app.home')}
        </HomeLink>
        <h1 className={styles.title} tabIndex={-1}>
          {t('person.title')}
        </h1>
      </header>
      {session.data ? (
        session.data.support === true ? (
          <PermittedSearch />
        ) : (
          <p>{t('person.notPermitted')}</p>
        )
      ) : session.error && !isUnauthenticated(session.error) ? (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => session.refetch() }}>{failureSentence(session.error)}</ErrorMessage>
      ) : (
        <Skeleton width={48} />
      )}
    </article>
  )
}

function PermittedSearch() {
  const t = useTranslations()
  const { lookUp, find } = usePersonLookUp()
  return (
    <div ref={focusFallback} className={styles.search}>
      <p className={styles.explanation}>{t('person.explanation')}</p>
      <PersonForm isBusy={lookUp.state === 'reading'} onFind={find} />
      <PersonResult lookUp={lookUp} onRetry={find} />
    </div>
  )
}
