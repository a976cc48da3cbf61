import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import {
  savedViewCreationRoute,
  savedViewDeletionRoute,
  savedViewsRoute,
  savedViewUpdateRoute,
  type SavedView,
  type SavedViewRequest,
  type SavedViews,
} from '#api/contract/saved-views/saved-view.ts'
import { ProblemError } from '#api/http/errors.ts'
import { requestJson } from '#api/http/request.ts'

/** The saved views of the user, and those that others share. */
export const savedViewsOptions = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ client, signal }) => requestJson(getConnection(client), savedViewsRoute, {}, { signal }),
})

/** Shows a change at once, and reads all views again, for their order and the changes of others. */
function showViews(client: QueryClient, change: (items: readonly SavedView[]) => SavedView[]): void {
  client.setQueryData(savedViewsOptions.queryKey, (views?: SavedViews) => views && { ...views, items: change(views.items) })
  void client.invalidateQueries({ queryKey: savedViewsOptions.queryKey })
}

/**
 * Saves a view: a new one, or in place of `replaced`. A request that is sent again after its answer was lost does no harm. Throws as `requestJson`
 * does; the views are read again then.
 */
export async function saveView(client: QueryClient, view: SavedViewRequest, replaced?: SavedView): Promise<SavedView> {
  const connection = getConnection(client)
  const post = (headers = {}) => ({ headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(view) })
  try {
    const saved = replaced
      ? await requestJson(connection, savedViewUpdateRoute, { id: replaced.id }, post({ 'if-match': `"r${replaced.revision}"` }))
      : await requestJson(connection, savedViewCreationRoute, {}, post())
    showViews(client, (items) => [...items.filter(({ id }) => id !== saved.id), saved])
    return saved
  } catch (error) {
    showViews(client, (items) => [...items])
    throw error
  }
}

/** Deletes a view. That it does not exist any more is no failure. Throws as `requestJson` does otherwise. */
export async function removeView(client: QueryClient, { id }: SavedView): Promise<void> {
  try {
    await requestJson(getConnection(client), savedViewDeletionRoute, { id })
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === 'not-found')) throw error
  }
  showViews(client, (items) => items.filter((view) => view.id !== id))
}
