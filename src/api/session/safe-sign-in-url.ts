/** The address at which to sign in: the one that was named if it is of this origin; else Home, where an installation asks whoever is not signed in. */
export function toSafeSignInUrl(named: string | undefined, origin: string): string {
  try {
    const address = new URL(named ?? '/', origin)
    // In full: a path alone may begin with two slashes, and then names another host.
    if (named?.startsWith('/') && address.origin === origin) return address.href
  } catch {
    // No address at all.
  }
  return `${origin}/`
}
