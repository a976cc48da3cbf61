import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { useLoaderData, useParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import { isDeletion, isUnauthenticated } from '#api/http/errors.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import { PrintedTime } from '#features/version/printed-time.tsx'
import { useHistorySentence } from '#features/version/use-history-sentence.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { JourneyTimeZoneContext, useJourneyTimeZone } from '#features/version/use-time-text.ts'
import '#i18n/activity-messages.ts'
import '#i18n/journey-messages.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { HomeLink } from '#ui/navigation/home-link.tsx'
import type { ListOrigin } from '#ui/navigation/navigation-memory.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useListOrigin } from '#ui/navigation/use-list-origin.ts'
import { useReplacementOfDeleted } from './use-replacement-of-deleted.ts'
import { DeletedJourney } from './deleted-journey.tsx'
import styles from './journey-page.module.css'
import { JourneyTabs } from './journey-tabs.tsx'
import type { JourneyPageData } from './open-journey-page.ts'
import { JourneyTitle } from './journey-title.tsx'
import { PeopleNumbers } from './people-numbers.tsx'
import { Properties } from './properties.tsx'
import { Receipts } from '#features/journey-page/receipts/receipts.tsx'
import { ActionSplitButton } from './action-split-button.tsx'
import { VersionSwitch } from './version-switch.tsx'

const focusFallback = restoreFocusOnUnmount()

/** The page of a version. The route loader has read the version already, or has found what the list knows about it. */
export function JourneyPage() {
  const list = useListOrigin()
  useReplacementOfDeleted(list)
  const { state, summary } = useLoaderData<JourneyPageData>()
  const { versionId = '' } = useParams()
  return state === 'deleted' ? (
    <DeletedJourney key={versionId} versionId={versionId} list={list} />
  ) : (
    <PresentJourney key={versionId} versionId={versionId} summary={summary} list={list} />
  )
}

interface PresentJourneyProps {
  readonly versionId: string
  readonly summary: VersionSummary | undefined
  readonly list: ListOrigin | undefined
}

/** One version of a journey: its header, which the facts of a row are enough for, and all the rest once it is read. */
function PresentJourney({ versionId, summary, list }: PresentJourneyProps) {
  const t = useTranslations()
  const versionQuery = useQuery(versionOptions(versionId))
  const session = useQuery(sessionOptions)
  const version = versionQuery.data
  const [hasBeenRead, setHasBeenRead] = useState(false)
  if (version && !hasBeenRead) setHasBeenRead(true)
  // Later the summary is older than what was shown.
  const known = version ?? (hasBeenRead ? undefined : summary)
  if (version === undefined && isDeletion(versionQuery.error)) return <DeletedJourney versionId={versionId} list={list} />
  if (known === undefined) {
    if (versionQuery.error) throw versionQuery.error
    return null
  }
  return (
    <article ref={focusFallback} className={styles.page}>
      <JourneyTitle version={known} />
      <header className={styles.header}>
        <HomeLink list={list} className={styles.back}>
          <ChevronLeft size={16} aria-hidden />
          <span>{t('app.home')}</span>
        </HomeLink>
        <div className={styles.identity}>
          <h1 className={styles.title} tabIndex={-1}>
            <bdi translate="no">{known.name}</bdi>
          </h1>
          <div className={styles.facts}>
            <VersionSwitch version={known} versions={version?.versions} />
            <StatusBadge status={known.status} peopleInside={known.peopleInside} />
          </div>
        </div>
        <div className={styles.actions}>{session.data && <ActionSplitButton version={known} permissions={session.data.permissions} />}</div>
      </header>
      {version && <PrintedTime at={versionQuery.dataUpdatedAt} />}
      <ReadFailure versionQuery={versionQuery} />
      {version ? <JourneyBody version={version} /> : !isShownFailure(versionQuery.error) && <JourneyBodySkeleton />}
    </article>
  )
}

/** The banner of the page reports an expired session. */
const isShownFailure = (error: Error | null): error is Error => error !== null && !isUnauthenticated(error)

/** Why the version could not be read, and since when what is shown is not current. */
function ReadFailure({ versionQuery }: { readonly versionQuery: UseQueryResult<Version> }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const historySentence = useHistorySentence()
  const { data, error, dataUpdatedAt, refetch } = versionQuery
  if (!isShownFailure(error)) return null
  const sentences = [
    failureSentence(error),
    historySentence(isDeletion(error) ? error.problem.latestEntry : undefined),
    data && t('home.staleSince', { time: format.dateTime(new Date(dataUpdatedAt), { timeStyle: 'medium' }) }),
  ]
  return (
    <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => refetch() }}>
      {sentences.filter((sentence) => sentence !== undefined).join(' ')}
    </ErrorMessage>
  )
}

/** People inside and per activity, outcomes, history, and properties. */
function JourneyBody({ version }: { readonly version: Version }) {
  const journeyTimeZone = useJourneyTimeZone(version.timeZone)
  return (
    <JourneyTimeZoneContext value={journeyTimeZone}>
      <PeopleNumbers version={version} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Receipts version={version} />
          <JourneyTabs version={version} />
        </div>
        <Properties version={version} />
      </div>
    </JourneyTimeZoneContext>
  )
}

/** Widths in characters. */
const skeletonWidths = [28, 64, 48, 56, 40, 60]

/** What stands below the header while the version is read; only visible if that takes long. */
function JourneyBodySkeleton() {
  return (
    <div aria-busy className={styles.skeleton}>
      {skeletonWidths.map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
