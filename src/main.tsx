import { createRoot, type Root } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { useTranslations } from 'use-intl'
import { App } from '#app/app.tsx'
import { AppSkeleton } from '#app/app-skeleton.tsx'
import { applyPreferences, PreferencesProvider } from '#app/preferences.tsx'
import { createQueryClient } from '#app/query-client.ts'
import { createRoutes } from '#app/routes.tsx'
import '#app/tokens.css'
import '#app/print.css'

/** Shown if the server does not even send the page that says why the demo cannot run. */
function LoadFailure() {
  const t = useTranslations()
  return (
    <div role="alert">
      <p>{t('error.stale')}</p>
      <button type="button" onClick={() => location.reload()}>
        {t('app.reload')}
      </button>
    </div>
  )
}

/** Shows why the demo cannot run, in place of the console, in the language of the user. */
async function renderFailure(root: Root, error: unknown, preferences: Promise<void>) {
  const [{ DemoFailurePage }, { DemoFailure }] = await Promise.all([
    import('#mocks/ui/demo-failure-page.tsx'),
    import('#mocks/hosts/demo-failure.ts'),
    preferences,
  ])
  root.render(
    <PreferencesProvider>
      <DemoFailurePage reason={error instanceof DemoFailure ? error.reason : 'unexpected'} />
    </PreferencesProvider>,
  )
}

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
async function start(root: Root, preferences: Promise<void>) {
  const demo = import.meta.env.MODE === 'demo' ? await startDemo(root) : null
  await preferences
  const client = createQueryClient()
  root.render(<App client={client} router={createBrowserRouter(createRoutes(client, demo))} />)
}

const place = document.getElementById('root')
if (place !== null) {
  const root = createRoot(place)
  const preferences = applyPreferences()
  start(root, preferences).catch((error: unknown) => {
    reportError(error)
    // The demo needs features that some browsers block.
    if (import.meta.env.MODE === 'demo')
      void renderFailure(root, error, preferences).catch(() =>
        root.render(
          <PreferencesProvider>
            <LoadFailure />
          </PreferencesProvider>,
        ),
      )
  })
}
