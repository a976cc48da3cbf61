import { use, useLayoutEffect, type ComponentType } from 'react'
import { matchPath, useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { NotFound } from '#app/not-found.tsx'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'

/** The pages that few users need, by their paths. Neither they nor their routes are part of the first load. */
const otherPages: Readonly<Record<string, () => Promise<ComponentType>>> = {
  '/people': async () => (await import('#features/people/find-person.tsx')).FindPerson,
  '/deliveries': async () => (await import('#features/deliveries/deliveries.tsx')).Deliveries,
}

/** Loads the page of an address that has no route of its own: one that few users need, or the one that says that there is none. */
async function loadOtherPage({ request }: LoaderFunctionArgs): Promise<{ readonly page: ComponentType }> {
  const { pathname } = new URL(request.url)
  const [, load] = Object.entries(otherPages).find(([path]) => matchPath(path, pathname)) ?? []
  return { page: load ? await load() : NotFound }
}

/** The page that `loadOtherPage` has loaded. */
function OtherPage() {
  const memory = use(NavigationMemoryContext)
  const { page: Page } = useLoaderData<typeof loadOtherPage>()
  // Effect, because the memory is outside React: the place where this page is left is none of the list that was on screen before.
  useLayoutEffect(() => {
    Object.assign(memory, { shownKey: undefined })
  })
  return <Page />
}

/** The names that the router expects of a module with a route. */
export { OtherPage as Component, loadOtherPage as loader }
