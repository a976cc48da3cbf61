import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ProblemError } from '#api/http/errors.ts'
import { historyOptions } from '#api/queries/history.ts'
import { versionOptions } from '#api/queries/version.ts'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { HomeLink } from '#ui/navigation/home-link.tsx'
import { Link } from '#ui/navigation/link.tsx'
import type { ListOrigin } from '#ui/navigation/navigation-memory.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { Sentence } from '#ui/sentence.tsx'
import { History } from './history/history.tsx'
import styles from './journey-page.module.css'

const focusFallback = restoreFocusOnUnmount()

/** What this tab knows about a deleted version: from the problem of the backend, or from its page, if that was shown before. */
function useDeletedVersion(versionId: string) {
  const { data, error } = useQueryClient().getQueryState(versionOptions(versionId).queryKey) ?? {}
  const problem = error instanceof ProblemError ? error.problem : undefined
  const history = useInfiniteQuery(historyOptions(versionId))
  return {
    version: problem?.deletedVersion ?? data,
    latestVersion: problem?.deletedVersion ? problem.deletedVersion.latestVersion : data?.versions.find(({ id }) => id !== versionId),
    deletion: problem?.latestEntry ?? history.data?.pages[0]?.items[0],
  }
}

/** The page of a deleted version: who deleted it and when, its history, and the latest version that its journey still has. */
export function DeletedJourney({ versionId, list }: { readonly versionId: string; readonly list: ListOrigin | undefined }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const historySentence = useHistorySentence()
  const { version, latestVersion, deletion } = useDeletedVersion(versionId)
  const heading = t(latestVersion ? 'journey.deletedVersionTitle' : 'journey.deletedTitle')
  const title = version && labels.title(version)
  return (
    <article ref={focusFallback} className={styles.page}>
      <PageTitle page={title === undefined ? heading : t('journey.viewTitle', { title, view: heading })} />
      <header className={styles.deletedHeader}>
        <HomeLink list={list} className={styles.back}>
          <ChevronLeft size={16} aria-hidden />
          <span>{t('app.home')}</span>
        </HomeLink>
        <h1 className={styles.title} tabIndex={-1}>
          {heading}
        </h1>
        {title !== undefined && (
          <p className={styles.deletedName}>
            <bdi translate="no">{title}</bdi>
          </p>
        )}
        <p>
          <Sentence
            text={historySentence(deletion) ?? t('problem.deleted')}
            verbatim={deletion?.actor ? [isolateBidi(deletion.actor.name)] : []}
          />
        </p>
        <p>{t('journey.deletedKept')}</p>
        {latestVersion && (
          <Link to={buildVersionPath(latestVersion)}>{t('journey.openLatest', { title: labels.fullTitle(latestVersion) })}</Link>
        )}
      </header>
      <History versionId={versionId} receipts={[]} />
    </article>
  )
}
