import * as v from 'valibot'
import { readSettings } from '#mocks/demo/demo-client.ts'
import { DemoFailure, runOrFail } from './demo-failure.ts'

/**
 * Whether this page was loaded again to get under the control of the worker. It stands in the state of the history entry, which a reload
 * keeps: the browser may refuse storage.
 */
const wasReloaded = (): boolean => typeof history.state === 'object' && history.state !== null && 'reloadedForWorker' in history.state

function markReloaded(reloaded: boolean): void {
  const { reloadedForWorker: _, ...state } = (history.state ?? {}) as Readonly<Record<string, unknown>>
  history.replaceState(reloaded ? { ...state, reloadedForWorker: true } : state, '')
}

/** Resolves once a worker controls the page, or after `ms` milliseconds. */
const waitForControl = (ms: number): Promise<unknown> =>
  navigator.serviceWorker.controller
    ? Promise.resolve()
    : new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
        setTimeout(resolve, ms)
      })

/**
 * MSW checks for a newer worker on every start without awaiting the result. If the check fails (page left, server away), keep the current
 * worker.
 */
function updateIfPossible(registration: ServiceWorkerRegistration): void {
  const update = registration.update.bind(registration)
  registration.update = () => update().catch(() => registration)
}

/**
 * After a hard reload a running worker never takes control of the page, so the page is reloaded once. Throws if the reload did not help.
 */
export async function reloadIfUncontrolled(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  if (!registration) return
  updateIfPossible(registration)
  if (!registration.active) await waitForControl(5000)
  if (navigator.serviceWorker.controller) return
  if (wasReloaded()) {
    markReloaded(false)
    throw new DemoFailure('noControl')
  }
  markReloaded(true)
  location.reload()
  await new Promise(() => {})
}

/**
 * Waits until the worker controls the page and its requests reach the demo: developer tools can let them pass by a worker that controls the
 * page. Throws after `ms` milliseconds.
 */
export async function ensureControl(ms: number): Promise<void> {
  await waitForControl(ms)
  if (!navigator.serviceWorker.controller) throw new DemoFailure('noControl')
  await runOrFail('noControl', readSettings)
  if (wasReloaded()) markReloaded(false)
}

/** Message of MSW's worker after each response: a copy of the response, whose body is a stream from the worker. */
const responseMessageSchema = v.object({
  type: v.literal('RESPONSE'),
  payload: v.object({ response: v.looseObject({ body: v.nullable(v.instance(ReadableStream)) }) }),
})

/**
 * Releases in the worker the resources of each request, which MSW keeps: the port on which the page answers, once it has answered, and
 * the stream of the copied response, which is not read. To be called before MSW is imported: its listener must not be called first.
 */
export function releaseWorkerResources(): void {
  navigator.serviceWorker.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
    if (v.is(responseMessageSchema, data)) {
      const { response } = data.payload
      void response.body?.cancel()
      response.body = null
    }
    if (port === undefined) return
    const post = port.postMessage.bind(port)
    port.postMessage = (message: unknown, options?: Transferable[] | StructuredSerializeOptions) => {
      post(message, Array.isArray(options) ? { transfer: options } : options)
      port.close()
    }
  })
}
