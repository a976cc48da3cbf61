import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { savedViewsOptions } from '#api/queries/saved-views/saved-views.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { builtInViews, formatViewAddress, formatViewQuery } from '#features/home/filters/saved-views/view-address.ts'
import { matchLabel } from '#features/version/match-label.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/palette-messages.ts'
import '#i18n/view-messages.ts'

/** Most views before anything is typed. */
const maxFirstViews = 8

/** A view of the list: one that is built in, or that a user has saved. */
interface PaletteView {
  readonly key: string
  readonly name: string
  /** Who has named it, if a user has. */
  readonly owner: string | null
  /** Where it comes from. */
  readonly note: string
  /** Its address. Computed only for the view that is chosen: users can save any query string. */
  readonly buildAddress: () => string
}

/** The views that fit what was typed. */
export interface PaletteViews {
  readonly state: 'loading' | 'ready' | 'failed'
  readonly items: readonly PaletteView[]
}

/** The views that fit what was typed: those that are built in, those of the user, and those that others share. */
export function usePaletteViews(typed: string): PaletteViews {
  const t = useTranslations()
  const userId = useQuery(sessionOptions).data?.user.id
  const { data, isError } = useQuery(savedViewsOptions)
  const builtIn = (['live', 'draining', 'ended', 'mine'] as const).map((view) => ({
    key: view,
    name: view === 'live' ? t('status.live') : t(`views.builtInNames.${view}`),
    owner: null,
    note: t('palette.builtIn'),
    buildAddress: () => `/?${formatViewQuery(builtInViews[view])}`,
  }))
  const own: PaletteView[] = []
  const ofOthers: PaletteView[] = []
  for (const view of data?.items ?? []) {
    const { id, name, owner, shared } = view
    const isOwn = owner.id === userId
    const person = isolateBidi(owner.name)
    const note = isOwn ? (shared ? t('views.shared') : '') : t('views.by', { person })
    const item = { key: `saved ${id}`, name, owner: person, note, buildAddress: () => `/?${formatViewAddress(view)}` }
    if (isOwn) own.push(item)
    else ofOthers.push(item)
  }
  const all = [...builtIn, ...own, ...ofOthers]
  return {
    state: data ? 'ready' : isError ? 'failed' : 'loading',
    items: typed.trim() === '' ? all.slice(0, maxFirstViews) : all.filter(({ name, note }) => matchLabel(`${name} ${note}`, typed)),
  }
}
