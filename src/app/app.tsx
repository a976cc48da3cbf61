import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import type { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { PreferencesProvider } from './preferences.tsx'

interface AppProps {
  readonly client: QueryClient
  readonly router: ReturnType<typeof createBrowserRouter>
}

/** The whole console. */
export function App({ client, router }: AppProps) {
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider>
        {/* The page follows its address at once: what is pressed in between would be of the page before. */}
        <RouterProvider router={router} useTransitions={false} />
      </PreferencesProvider>
    </QueryClientProvider>
  )
}
