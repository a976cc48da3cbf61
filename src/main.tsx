import { createRoot, type Root } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { App } from '#app/app.tsx'
import { AppSkeleton } from '#app/app-skeleton.tsx'
import { applyPreferences } from '#app/preferences.tsx'
import { createQueryClient } from '#app/query-client.ts'
import { createRoutes } from '#app/routes.tsx'
import '#app/tokens.css'
import '#app/print.css'

/** Starts the backend inside the browser, for the demo; returns the additions of the demo to the console. */
async function startDemo(root: Root) {
  root.render(<AppSkeleton />)
  const [{ startDemo: startBackend }, { DemoMenu }, { signInRoute }] = await Promise.all([
    import('#mocks/hosts/start-demo.ts'),
    import('#mocks/ui/demo-menu.tsx'),
    import('#mocks/ui/sign-in-route.ts'),
  ])
  await startBackend()
  return { menu: <DemoMenu />, pages: [signInRoute] }
}

/** Renders the console. The condition is a build-time constant, so a production build contains no code of the demo. */
async function start(root: Root) {
  const demo = import.meta.env.MODE === 'demo' ? await startDemo(root) : null
  const client = createQueryClient()
  root.render(<App client={client} router={createBrowserRouter(createRoutes(client, demo))} />)
}

applyPreferences()
const place = document.getElementById('root')
if (place !== null) {
  const root = createRoot(place)
  // The demo needs features that some browsers block: the reason is then shown in place of the console.
  start(root).catch((error: unknown) => root.render(<p role="alert">{error instanceof Error ? error.message : String(error)}</p>))
}
