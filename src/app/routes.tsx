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

/** Additions of the demo: content of the top bar, and extra pages. */
export interface DemoParts {
  readonly menu: ReactNode
  readonly pages: readonly RouteObject[]
}

/** All routes of the console. */
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
            // The page is rendered once its loader has read its data.
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
