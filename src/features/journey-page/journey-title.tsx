import { useSearchParams } from 'react-router'
import { useTranslations } from 'use-intl'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { findJourneyView, journeyViews } from './journey-view.ts'

/** Titles the document after the version and the selected tab. */
export function JourneyTitle({ version }: { readonly version: { readonly name: string; readonly number: number } }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const [params] = useSearchParams()
  const view = findJourneyView(params)
  const title = labels.title(version)
  return <PageTitle page={view === journeyViews[0] ? title : t('journey.viewTitle', { title, view: t(`journey.view.${view}`) })} />
}
