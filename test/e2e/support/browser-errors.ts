import type { BrowserContext } from '@playwright/test'

/** What went wrong in the browser behind a test's back. */
export interface BrowserErrors {
  /** Lets the browser complain about this, for a test that provokes it. */
  readonly allow: (complaint: RegExp) => void
  /** What nobody expected. */
  readonly complaints: () => readonly string[]
  /** How many requests were looked at so far. */
  readonly requests: () => number
}

/** What the browser says itself of a request that the page called off or left behind. That is no failure. */
const abortedError = 'net::ERR_ABORTED'

/** Listens to every page of the context: console, uncaught errors and rejections, content policy, strange origins, failed requests. */
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
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    requests++
    if (protocol.startsWith('http') && !origins.includes(origin)) messages.push(`another origin: ${request.url()}`)
  })
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText
    if (why !== abortedError) messages.push(`request failed: ${request.method()} ${request.url()}: ${why}`)
  })
  return {
    allow: (complaint) => allowed.push(complaint),
    complaints: () => messages.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
    requests: () => requests,
  }
}
