import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { App } from '#app/app.tsx'
import { newQueryClient } from '#app/query-client.ts'
import { routes } from '#app/routes.tsx'
import '#app/tokens.css'

/** Starts the backend inside the browser, for the demo; answers what the demo adds to the top bar. */
async function startDemo() {
  const [{ startDemo: startBackend }, { DemoMenu }] = await Promise.all([import('#mocks/start.ts'), import('#mocks/demo-menu.tsx')])
  await startBackend()
  return <DemoMenu />
}

/** Shows the console. No byte of the demo is in a production build: the condition is known when it is built. */
async function start(root: HTMLElement) {
  const demo = import.meta.env.MODE === 'demo' ? await startDemo() : null
  const client = newQueryClient()
  createRoot(root).render(<App client={client} router={createBrowserRouter(routes(client, demo))} />)
}

/** Says why the console could not start, where it would have been: the demo needs things that some browsers refuse. */
function sayWhyNot(root: HTMLElement, error: unknown) {
  const words = document.createElement('p')
  words.setAttribute('role', 'alert')
  words.textContent = error instanceof Error ? error.message : String(error)
  root.replaceChildren(words)
}

const root = document.getElementById('root')
if (root !== null) start(root).catch((error: unknown) => sayWhyNot(root, error))
