import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useLoaderData, useParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated, ProblemError } from '#api/http/errors.ts'
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
import type { ListOrigin, NavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { recordPlace } from '#ui/navigation/place.ts'
import { useListOrigin } from '#ui/navigation/use-list-origin.ts'
import { useReplacementOfDeleted } from './use-replacement-of-deleted.ts'
import { DeletedJourney } from './deleted-journey.tsx'
import styles from './journey-page.module.css'
import { JourneyTabs } from './journey-tabs.tsx'
import { PeopleNumbers } from './people-numbers.tsx'
import { Properties } from './properties.tsx'
import { Receipts } from '#features/journey-page/receipts/receipts.tsx'
import { ActionSplitButton } from './action-split-button.tsx'
import { VersionSwitch } from './version-switch.tsx'

const focusFallback = restoreFocusOnUnmount()

/** Called when everything for the page at `address` has been loaded, just before it replaces the page on screen. */
export const preparePage = (memory: NavigationMemory, address: string): void => recordPlace(memory, address)

/** The page of a version. The route loader has read the version already. */
export function JourneyPage() {
  const list = useListOrigin()
  useReplacementOfDeleted(list)
  const state = useLoaderData<'present' | 'deleted'>()
  const { versionId = '' } = useParams()
  return state === 'deleted' ? (
    <DeletedJourney key={versionId} versionId={versionId} list={list} />
  ) : (
    <PresentJourney versionId={versionId} list={list} />
  )
}

/** One version of a journey: people inside and per activity, outcomes, history, and actions. */
function PresentJourney({ versionId, list }: { readonly versionId: string; readonly list: ListOrigin | undefined }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const historySentence = useHistorySentence()
  const versionQuery = useQuery(versionOptions(versionId))
  const session = useQuery(sessionOptions)
  const version = versionQuery.data
  const journeyTimeZone = useJourneyTimeZone(version?.timeZone ?? '')
  const deletionEntry =
    versionQuery.error instanceof ProblemError && versionQuery.error.problem.code === 'deleted'
      ? versionQuery.error.problem.latestEntry
      : undefined
  if (version === undefined) {
    if (versionQuery.error) throw versionQuery.error
    return null
  }
  return (
    <article ref={focusFallback} className={styles.page} key={version.id}>
      <header className={styles.header}>
        <HomeLink list={list} className={styles.back}>
          <ChevronLeft size={16} aria-hidden />
          <span>{t('app.home')}</span>
        </HomeLink>
        <div className={styles.identity}>
          <h1 className={styles.title} tabIndex={-1}>
            <bdi translate="no">{version.name}</bdi>
          </h1>
          <div className={styles.facts}>
            <VersionSwitch version={version} />
            <StatusBadge status={version.status} peopleInside={version.peopleInside} />
          </div>
        </div>
        <div className={styles.actions}>
          {session.data && <ActionSplitButton version={version} permissions={session.data.permissions} />}
        </div>
      </header>
      <PrintedTime at={versionQuery.dataUpdatedAt} />
      {/* The banner of the page reports an expired session. */}
      {versionQuery.error && !isUnauthenticated(versionQuery.error) && (
        <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: () => versionQuery.refetch() }}>
          {[
            failureSentence(versionQuery.error),
            historySentence(deletionEntry),
            t('home.staleSince', { time: format.dateTime(new Date(versionQuery.dataUpdatedAt), { timeStyle: 'medium' }) }),
          ]
            .filter((sentence) => sentence !== undefined)
            .join(' ')}
        </ErrorMessage>
      )}
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
    </article>
  )
}
