const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * CSRF protection: whether a request may change something. A browser says with every such request from which site (`Sec-Fetch-Site`) or origin
 * (`Origin`) it comes, and no page can change that. Without either it was not sent by a browser of today; the cookie is SameSite=Lax besides.
 */
export function isFromOwnOrigin({ method, headers }: Pick<Request, 'method' | 'headers'>, ownOrigin: string): boolean {
  if (safeMethods.includes(method)) return true
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  // The form of a page without referrer has the origin `null`; that the site is the same is said nonetheless.
  if (site === 'same-origin') return origin === null || origin === 'null' || origin === ownOrigin
  return site === null && (origin === null || origin === ownOrigin)
}
