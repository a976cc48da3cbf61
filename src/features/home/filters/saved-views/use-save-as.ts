import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useTranslations } from 'use-intl'
import { saveView } from '#api/queries/saved-views/saved-views.ts'
import { findColumns } from '#features/home/filters/columns/stored-columns.ts'
import type { ListParams } from '#features/home/filters/list-search-params.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/view-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { formatViewAddress, formatViewQuery } from './view-address.ts'

/** Saves the list as a new view, with the columns that are shown, and shows it then. */
export function useSaveAs(listParams: ListParams) {
  const t = useTranslations()
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  return async ({ name, shared }: { readonly name: string; readonly shared: boolean }) => {
    const view = await saveView(client, {
      name,
      shared,
      query: formatViewQuery({ ...listParams, columns: findColumns(listParams) }),
    })
    announce(t('views.saved', { view: isolateBidi(view.name) }))
    void navigate({ pathname: '/', search: formatViewAddress(view) }, { preventScrollReset: true })
  }
}
