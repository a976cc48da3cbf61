import type { BrowserContext, Page, Request } from '@playwright/test'

/** Recorder of browser errors during a test. */
export interface BrowserErrors {
  /** Expects an error, for a test that provokes it. */
  readonly allow: (complaint: RegExp) => void
  /** The unexpected errors. */
  readonly complaints: () => readonly string[]
  /** Number of requests checked so far. */
  readonly requests: () => number
}

/** The browser's error for a request that the page cancelled or abandoned. It is not a failure. */
const abortedError = 'net::ERR_ABORTED'

/** The error for a request that passed through the service worker, and was abandoned because another page is being loaded. */
const abandonedError = 'net::ERR_FAILED'

/** The page that sent a request. `null` for a service worker, and for the first request of a new tab, whose page is not there yet. */
function findPage(request: Request): Page | null {
  try {
    return request.serviceWorker() === null ? request.frame().page() : null
  } catch {
    return null
  }
}

/** Watches every page of the context: console, uncaught errors and rejections, CSP violations, foreign origins, failed requests. */
export async function recordBrowserErrors(context: BrowserContext, origins: readonly string[]): Promise<BrowserErrors> {
  const messages: string[] = []
  const allowed: RegExp[] = []
  let requests = 0
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      reportError(new Error(`content policy: ${violatedDirective} refused ${blockedURI} of ${sourceFile}`)),
    )
  })
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      messages.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (thrown) => {
    const { name, message, stack } = thrown.error()
    messages.push(`uncaught: ${name}: ${message} ${stack ?? ''} (${thrown.page()?.url()})`)
  })
  const inFlight = new Set<Request>()
  /**
   * Requests of a page that was left while they were in flight. Their failure may be reported when the next page is there, and they
   * themselves when it is loading.
   */
  const abandoned = new WeakSet<Request>()
  const loadingPages = new Set<Page>()
  context.on('page', (page) => page.on('domcontentloaded', () => loadingPages.delete(page)))
  context.on('request', (request) => {
    const page = findPage(request)
    if (page && request.isNavigationRequest()) {
      loadingPages.add(page)
      for (const other of inFlight) if (findPage(other) === page) abandoned.add(other)
    } else if (page && loadingPages.has(page)) abandoned.add(request)
    inFlight.add(request)
    const { origin, protocol } = new URL(request.url())
    requests++
    if (protocol.startsWith('http') && !origins.includes(origin)) messages.push(`another origin: ${request.url()}`)
  })
  context.on('requestfinished', (request) => void inFlight.delete(request))
  context.on('requestfailed', (request) => {
    inFlight.delete(request)
    const why = request.failure()?.errorText
    const isAbandoned = why === abandonedError && abandoned.has(request)
    if (why !== abortedError && !isAbandoned) messages.push(`request failed: ${request.method()} ${request.url()}: ${why}`)
  })
  return {
    allow: (complaint) => allowed.push(complaint),
    complaints: () => messages.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
    requests: () => requests,
  }
}
