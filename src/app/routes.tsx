import type { QueryClient } from '@tanstack/react-query'
import type { RouteObject } from 'react-router'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import { Home } from '#features/home/home.tsx'
import { ErrorPage } from './error-page.tsx'
import { Layout } from './layout.tsx'
import { LoadingPage } from './loading-page.tsx'
import { NotFound } from './not-found.tsx'
import type { ReactNode } from 'react'

/** What only the demo adds: to the top bar, and pages of its own. */
export interface DemoParts {
  readonly menu: ReactNode
  readonly pages: readonly RouteObject[]
}

/** Every address of the console. */
export const createRoutes = (client: QueryClient, demo: DemoParts | null): RouteObject[] => [
  ...(demo?.pages ?? []),
  {
    element: <Layout demo={demo?.menu} />,
    errorElement: <ErrorPage />,
    children: [
      {
        errorElement: <ErrorPage />,
        children: [
          { path: '/', element: <Home /> },
          {
            path: '/journeys/:versionId',
            HydrateFallback: LoadingPage,
            // The page is shown once what it is about has been read.
            loader: async ({ params }) => {
              await Promise.all([client.query(versionOptions(params['versionId'] ?? '')), client.query(sessionOptions)])
              return null
            },
            lazy: async () => ({ Component: (await import('#features/journey-page/journey-page.tsx')).JourneyPage }),
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]
