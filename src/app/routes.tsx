import type { QueryClient } from '@tanstack/react-query'
import type { RouteObject } from 'react-router'
import { sessionOptions } from '#api/queries/session.ts'
import { Home } from '#features/home/home.tsx'
import { createNavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { ErrorPage } from './error-page.tsx'
import { Layout } from './layout.tsx'
import { loadJourneyPage } from './loading/load-journey-page.ts'
import { LoadingPage } from './loading/loading-page.tsx'
import type { ReactNode } from 'react'

/** Additions of the demo: content of the top bar, and extra pages. */
export interface DemoParts {
  readonly menu: ReactNode
  readonly pages: readonly RouteObject[]
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
              // The page is rendered once its loader has found what it begins with.
              loader: async ({ params, request }) => {
                const open = async () => (await loadJourneyPage()).openJourneyPage(client, memory, params['versionId'] ?? '', request.url)
                // What is known of the session opens the page, which reads it again.
                const [data] = await Promise.all([open(), client.query({ ...sessionOptions, staleTime: Infinity })])
                return data
              },
              // The tabs of the page read for themselves.
              shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
              lazy: async () => ({ Component: (await loadJourneyPage()).JourneyPage }),
            },
            {
              path: '*',
              HydrateFallback: LoadingPage,
              lazy: () => import('./loading/other-page.tsx'),
            },
          ],
        },
      ],
    },
  ]
}
