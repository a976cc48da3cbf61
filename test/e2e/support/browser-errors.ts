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

/** How much later than it happened a request may be announced, in milliseconds. */
const maxReportDelayMs = 5_000

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
  const announcedAt = new WeakMap<Request, number>()
  /** When each page began to load another one last. */
  const leftAt = new WeakMap<Page, number>()
  /** The same of any page: it is not known for which page a service worker sends a request. */
  let lastLeftAt = -Infinity
  /**
   * Whether a page was left while the request was in flight. On a busy machine the browser announces a request, and reports its failure, some
   * time after the page has been left.
   */
  const isAbandoned = (request: Request): boolean => {
    const page = findPage(request)
    const left = page === null ? lastLeftAt : (leftAt.get(page) ?? -Infinity)
    return left > (announcedAt.get(request) ?? 0) - maxReportDelayMs
  }
  const failures: Request[] = []
  context.on('request', (request) => {
    announcedAt.set(request, Date.now())
    const page = request.isNavigationRequest() ? findPage(request) : null
    if (page) {
      lastLeftAt = Date.now()
      leftAt.set(page, lastLeftAt)
    }
    const { origin, protocol } = new URL(request.url())
    requests++
    if (protocol.startsWith('http') && !origins.includes(origin)) messages.push(`another origin: ${request.url()}`)
  })
  context.on('requestfailed', (request) => failures.push(request))
  const listFailures = () =>
    failures.flatMap((request) => {
      const why = request.failure()?.errorText
      const isExpected = why === abortedError || (why === abandonedError && isAbandoned(request))
      return isExpected ? [] : [`request failed: ${request.method()} ${request.url()}: ${why}`]
    })
  return {
    allow: (complaint) => allowed.push(complaint),
    complaints: () => [...messages, ...listFailures()].filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
    requests: () => requests,
  }
}
