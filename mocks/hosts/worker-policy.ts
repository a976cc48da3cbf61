/** The address of MSW's service worker. */
export const workerUrl = '/mockServiceWorker.js'

interface PolicyFactory {
  readonly defaultPolicy: unknown
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown
}

declare global {
  interface Window {
    /** Missing from TypeScript's library and from some browsers. */
    readonly trustedTypes?: PolicyFactory
  }
}

/** Trusted Types: allows the registration of the worker. MSW passes its URL as a plain string. Every other URL is rejected. */
export function allowWorkerUrl(): void {
  if (!window.trustedTypes || window.trustedTypes.defaultPolicy) return
  window.trustedTypes.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, location.origin).href === new URL(workerUrl, location.origin).href) return url
      throw new TypeError(`Not the demo's worker: ${url}`)
    },
  })
}
