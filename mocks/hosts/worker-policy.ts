/** The address of MSW's service worker. */
export const workerUrl = '/mockServiceWorker.js'

interface PolicyFactory {
  readonly defaultPolicy: unknown
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown
}

declare global {
  interface Window {
    /** Not yet in TypeScript's library, nor in every browser. */
    readonly trustedTypes?: PolicyFactory
  }
}

/** Lets the worker be registered where the page demands Trusted Types: MSW gives its address as a plain string. No other address passes. */
export function allowWorkerUrl(): void {
  if (!window.trustedTypes || window.trustedTypes.defaultPolicy) return
  window.trustedTypes.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, location.origin).href === new URL(workerUrl, location.origin).href) return url
      throw new TypeError(`Not the demo's worker: ${url}`)
    },
  })
}
