import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMatch } from 'react-router'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { isDeletion } from '#api/http/errors.ts'
import { listOptions } from '#api/queries/list.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import { decide, type Action } from '#domain/lifecycle.ts'
import { menuActions } from '#features/actions/specs/action-specs.ts'
import { defaultParams, formatListParams, statusesByTab, toListFilter, type StatusTab } from '#features/home/filters/list-search-params.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { matchLabel } from '#features/version/match-label.ts'
import { parsePaletteQuery } from './palette-query.ts'
import { usePaletteViews, type PaletteViews } from './use-palette-views.ts'

/** Most journeys in the palette. */
const maxJourneys = 6

/** An action that is allowed on a version. */
interface PaletteAction {
  readonly action: Action
  readonly version: VersionSummary
  /** Such as `Stop, Welcome series v. 2`. */
  readonly label: string
}

/** A list, or another page, that the palette leads to. */
interface PalettePlace {
  readonly label: string
  readonly address: string
}

/** What the palette offers. */
export interface PaletteItems {
  readonly state: 'loading' | 'ready' | 'failed'
  /** Whether it fits what is typed now; otherwise it fits what was typed before, until the search is over. */
  readonly isCurrent: boolean
  /** Whether the name of an action was typed: the actions come first then. */
  readonly isActionTyped: boolean
  readonly journeys: readonly VersionSummary[]
  readonly actions: readonly PaletteAction[]
  readonly views: PaletteViews
  readonly places: readonly PalettePlace[]
}

const tabs = Object.keys(statusesByTab) as readonly StatusTab[]

/** The lists of one status, and the other pages that the user may open, that fit what was typed. */
function usePalettePlaces(typed: string): readonly PalettePlace[] {
  const t = useTranslations()
  const session = useQuery(sessionOptions).data
  const lists = tabs.map((tab) => ({
    label: t('palette.view', { list: t('home.title'), status: tab === 'all' ? t('home.all') : t(`status.${tab}`) }),
    address: `/?${formatListParams({ ...defaultParams, tab }).toString()}`,
  }))
  const pages = [
    ...(session?.support === true ? [{ label: t('palette.findPerson'), address: '/people' }] : []),
    ...(session?.permissions.includes('publish') ? [{ label: t('palette.deliveries'), address: '/deliveries' }] : []),
  ]
  return [...pages, ...lists].filter(({ label }) => matchLabel(label, typed))
}

/**
 * What fits what was typed: journeys, the actions allowed on the first of them, or on all of them if an action was typed, views, and places. Of the
 * version whose page is open the actions come without a search. `settled`: what was typed when the user last paused.
 */
export function usePaletteItems(typed: string, settled: string): PaletteItems {
  const t = useTranslations()
  const labels = useVersionLabels()
  const timeZone = useReaderTimeZone()
  const pageId = useMatch('/journeys/:versionId')?.params.versionId ?? ''
  const actionLabels = new Map(menuActions.map((action) => [action, t(`action.${action}`)]))
  const { action: typedAction, search } = parsePaletteQuery(settled, actionLabels)
  const list = useInfiniteQuery(listOptions(toListFilter({ ...defaultParams, search: search.slice(0, 200) }, timeZone)))
  const page = useQuery({ ...versionOptions(pageId), enabled: pageId !== '' })
  const session = useQuery(sessionOptions)
  const views = usePaletteViews(typed)
  const places = usePalettePlaces(typed)

  const listActions = (version: VersionSummary): readonly PaletteAction[] =>
    menuActions
      .filter((action) => decide(version, action, session.data?.permissions ?? []).allowed)
      .map((action) => ({
        action,
        version,
        label: t('actionOn', { action: actionLabels.get(action) ?? '', version: labels.title(version) }),
      }))
  const found = (list.data?.pages[0]?.items ?? []).slice(0, maxJourneys)
  const findActions = (): readonly PaletteAction[] => {
    if (typedAction !== null) return found.flatMap(listActions).filter(({ action }) => action === typedAction)
    const isPresent = page.data?.deletedAt === null && !isDeletion(page.error)
    const ofPage = page.data && isPresent ? listActions(page.data).filter(({ label }) => matchLabel(label, typed)) : []
    if (ofPage.length > 0 || search === '') return ofPage
    return found.slice(0, 1).flatMap(listActions)
  }
  const actions = findActions()
  // Views come after journeys and actions: Enter waits for them only without these.
  const foundCount = found.length + actions.length
  const state = list.data ? 'ready' : list.error ? 'failed' : 'loading'
  return {
    state,
    isCurrent: settled === typed && state !== 'loading' && !list.isPlaceholderData && (foundCount > 0 || views.state !== 'loading'),
    isActionTyped: typedAction !== null,
    journeys: found,
    actions,
    views,
    places,
  }
}
