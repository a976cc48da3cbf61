/*
 * Stands in, in the demo, for parts of MSW that it loads and never uses: a cookie jar of its own (the list of all public suffixes that
 * it needs weighs 100 kB), patterns of addresses (the demo asks by a predicate), and the interceptors for browsers without service workers and for WebSockets (10 kB).
 */

/** A class that can be constructed, without behaviour. */
function Unused(): void {}

/** Stub of `tough-cookie`: a jar that is always empty. */
export class CookieJar {
  getCookiesSync(): readonly [] {
    return []
  }
  async setCookie(): Promise<void> {}
}
export const Cookie = { fromJSON: (): null => null }

export {
  Unused as MemoryCookieStore,
  Unused as matchPattern,
  Unused as FetchInterceptor,
  Unused as XMLHttpRequestInterceptor,
  Unused as WebSocketInterceptor,
  Unused as WebSocketClientConnection,
  Unused as WebSocketServerConnection,
}
