import type { InfiniteData, InfiniteQueryObserverResult } from '@tanstack/react-query'

/** An infinite query whose further pages can be loaded. */
type PagedQuery = Pick<InfiniteQueryObserverResult<InfiniteData<unknown>>, 'data' | 'fetchNextPage'>

/** Loads the next page. A refetch cancels the request for a page without an error; the request is sent again after the refetch. */
export async function loadNextPage({ data, fetchNextPage }: PagedQuery): Promise<void> {
  const result = await fetchNextPage()
  const isCancelled = result.isSuccess && !result.isPlaceholderData && result.data.pages.length === data?.pages.length
  if (isCancelled && result.hasNextPage) await loadNextPage(result)
}
