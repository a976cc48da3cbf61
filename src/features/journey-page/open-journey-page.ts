import { CancelledError, type QueryClient } from '@tanstack/react-query'
import type { VersionSummary } from '#api/contract/version.ts'
import { isDeletion } from '#api/http/errors.ts'
import { findVersionSummary } from '#api/queries/list.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { NavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { findJourneyView } from './journey-view.ts'
import { PathGraph } from './path/graph/lazy-path-graph.ts'
import { loadPathView } from './path/path-view-preference.ts'
import { recordPlace } from '#ui/navigation/place.ts'

/** The page opens at once with what was read within this time, in milliseconds, and reads it again. */
const knownMaxAgeMs = 60_000

/** What the page of a version begins with. */
export interface JourneyPageData {
  readonly state: 'present' | 'deleted'
  /** What a list knows about the version, which is being read. `undefined` if it has been read. */
  readonly summary: VersionSummary | undefined
}

/** Reads a version for its page, unless the page can begin with what a list knows. A deleted version has a page, too. */
async function readForPage(client: QueryClient, id: string): Promise<JourneyPageData> {
  const version = client.query({ ...versionOptions(id), staleTime: knownMaxAgeMs })
  try {
    // A page that is too old would be shown instead of the summary: it is read again first.
    const isCached = client.getQueryData(versionOptions(id).queryKey) !== undefined
    const summary = isCached ? undefined : findVersionSummary(client, id, knownMaxAgeMs)
    // The page shows a failure.
    if (summary) version.catch(() => {})
    return { state: summary || (await version).deletedAt === null ? 'present' : 'deleted', summary }
  } catch (error) {
    if (isDeletion(error)) return { state: 'deleted', summary: undefined }
    // The read was shared with a dialog that has been closed meanwhile.
    if (error instanceof CancelledError) return readForPage(client, id)
    throw error
  }
}

/** Finds what the page of a version begins with. Records the place where the page on screen is left, just before it is replaced. */
export async function openJourneyPage(
  client: QueryClient,
  memory: NavigationMemory,
  id: string,
  address: string,
): Promise<JourneyPageData> {
  if (findJourneyView(new URL(address).searchParams) === 'path' && loadPathView() === 'graph') PathGraph.preload()
  const data = await readForPage(client, id)
  recordPlace(memory, address)
  return data
}
