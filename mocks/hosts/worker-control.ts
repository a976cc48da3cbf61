import { DemoFailure } from './demo-failure.ts'

const reloadedKey = 'journey-console-demo-reloaded'

/** Resolves once a worker controls the page, or after `ms` milliseconds. */
const waitForControl = (ms: number): Promise<unknown> =>
  navigator.serviceWorker.controller
    ? Promise.resolve()
    : new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
        setTimeout(resolve, ms)
      })

/** MSW looks for a newer worker at every start and awaits nothing: where that fails, because the page is left or the server is away, the worker that is there goes on. */
function updateIfPossible(registration: ServiceWorkerRegistration): void {
  const update = registration.update.bind(registration)
  registration.update = () => update().catch(() => registration)
}

/**
 * A page that was loaded past its worker, by a hard reload, is never taken over by a worker that runs already: it is loaded once more.
 * Throws if that did not help.
 */
export async function reloadIfUncontrolled(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  if (!registration) return
  updateIfPossible(registration)
  if (!registration.active) await waitForControl(5000)
  if (navigator.serviceWorker.controller) return
  if (sessionStorage.getItem(reloadedKey)) {
    sessionStorage.removeItem(reloadedKey)
    throw new DemoFailure('noControl')
  }
  sessionStorage.setItem(reloadedKey, 'yes')
  location.reload()
  await new Promise(() => {})
}

/** Waits until the worker controls the page. Throws if it has not after `ms` milliseconds. */
export async function ensureControl(ms: number): Promise<void> {
  await waitForControl(ms)
  if (!navigator.serviceWorker.controller) throw new DemoFailure('noControl')
  sessionStorage.removeItem(reloadedKey)
}
