import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/errors.ts'
import { engineCommandsOptions } from '#api/queries/engine/engine-commands.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import './delivery-messages.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { HomeLink } from '#ui/navigation/home-link.tsx'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { DeadCommands } from './dead-commands.tsx'
import styles from './deliveries.module.css'

const focusFallback = restoreFocusOnUnmount()

/** Widths in characters. */
const skeletonWidths = [28, 64, 48]

/** The page of the commands that an engine elsewhere did not accept, and that are sent again only if a user replays them. */
export function Deliveries() {
  const t = useTranslations()
  return (
    <article ref={focusFallback} className={styles.page}>
      <PageTitle page={t('deliveries.title')} />
      <header className={styles.header}>
        <HomeLink list={use(NavigationMemoryContext).list} className={styles.back}>
          {t('app.home')}
        </HomeLink>
        <h1 className={styles.title} tabIndex={-1}>
          {t('deliveries.title')}
        </h1>
      </header>
      <Contents />
    </article>
  )
}

function Contents() {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  const session = useQuery(sessionOptions)
  const commands = useQuery(engineCommandsOptions)
  return (
    <>
      <ReadFailure />
      {session.data === undefined && session.error !== null && !isUnauthenticated(session.error) && (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => session.refetch() }}>{failureSentence(session.error)}</ErrorMessage>
      )}
      {commands.data === undefined || session.data === undefined ? (
        (commands.isPending || session.isPending) && (
          <div aria-busy className={styles.skeleton}>
            {skeletonWidths.map((width) => (
              <Skeleton key={width} width={width} />
            ))}
          </div>
        )
      ) : commands.data.hasOutbox === false ? (
        <p>{t('deliveries.noOutbox')}</p>
      ) : (
        <DeadCommands commands={commands.data} permissions={session.data.permissions} />
      )}
    </>
  )
}

/** Why the commands could not be read, and since when what is shown is not current. The banner of the page reports an expired session. */
function ReadFailure() {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const { data, error, dataUpdatedAt, refetch } = useQuery(engineCommandsOptions)
  if (error === null || isUnauthenticated(error)) return null
  const sentences = data
    ? [failureSentence(error), t('deliveries.staleSince', { time: format.dateTime(new Date(dataUpdatedAt), { timeStyle: 'medium' }) })]
    : [t('deliveries.failed'), failureSentence(error)]
  return <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => refetch() }}>{sentences.join(' ')}</ErrorMessage>
}
