import { CancelledError, type QueryClient } from '@tanstack/react-query'
import type { RouteObject } from 'react-router'
import { isDeletion } from '#api/http/errors.ts'
import { findVersionSummary } from '#api/queries/list.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import { Home } from '#features/home/home.tsx'
import { createNavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { ErrorPage } from './error-page.tsx'
import { Layout } from './layout.tsx'
import { loadJourneyPage } from './load-journey-page.ts'
import { LoadingPage } from './loading-page.tsx'
import { NotFound } from './not-found.tsx'
import type { ReactNode } from 'react'

/** Additions of the demo: content of the top bar, and extra pages. */
export interface DemoParts {
  readonly menu: ReactNode
  readonly pages: readonly RouteObject[]
}

/** The page opens at once with what was read within this time, in milliseconds, and reads it again. */
const knownMaxAgeMs = 60_000

/** Reads a version for its page, unless the page can begin with what is known. A deleted version has a page, too. */
async function readVersionState(client: QueryClient, id: string): Promise<'present' | 'deleted'> {
  const version = client.query({ ...versionOptions(id), staleTime: knownMaxAgeMs })
  try {
    if (findVersionSummary(client, id, knownMaxAgeMs)) {
      // The page shows a failure.
      version.catch(() => {})
      return 'present'
    }
    return (await version).deletedAt === null ? 'present' : 'deleted'
  } catch (error) {
    if (isDeletion(error)) return 'deleted'
    // The read was shared with a dialog that has been closed meanwhile.
    if (error instanceof CancelledError) return readVersionState(client, id)
    throw error
  }
}

/** All routes of the console. */
export function createRoutes(client: QueryClient, demo: DemoParts | null): RouteObject[] {
  const memory = createNavigationMemory()
  return [
    ...(demo?.pages ?? []),
    {
      element: <Layout demo={demo?.menu} memory={memory} />,
      errorElement: <ErrorPage />,
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { path: '/', element: <Home /> },
            {
              path: '/journeys/:versionId',
              HydrateFallback: LoadingPage,
              // The page is rendered once its loader has read its data.
              loader: async ({ params, request }) => {
                const [state, { preparePage }] = await Promise.all([
                  readVersionState(client, params['versionId'] ?? ''),
                  loadJourneyPage(),
                  client.query({ ...sessionOptions, staleTime: knownMaxAgeMs }),
                ])
                preparePage(memory, request.url)
                return state
              },
              // The tabs of the page read for themselves.
              shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
              lazy: async () => ({ Component: (await loadJourneyPage()).JourneyPage }),
            },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ]
}
