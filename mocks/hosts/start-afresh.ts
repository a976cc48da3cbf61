/** The databases of the demo in this browser. */
export const databaseNames = { journeys: 'journey-console', settings: 'journey-console-demo' } as const

/** Resolves once a database is deleted, or cannot be: another tab holds it, or the browser refuses. */
const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    for (const event of ['success', 'error', 'blocked']) request.addEventListener(event, () => resolve())
  })

/** Runs `work`, and ignores that the browser refuses it: the page is loaded again in any case. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch {
    // Whatever is left is dealt with after the reload.
  }
}

/** Deletes what the demo keeps in this browser, journeys, settings and worker, and loads the page again. */
export async function startAfresh(reload: () => void = () => location.reload()): Promise<void> {
  await attempt(() => Promise.all(Object.values(databaseNames).map(deleteDatabase)))
  await attempt(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations()
    await Promise.all(registrations.map((registration) => registration.unregister()))
  })
  reload()
}
