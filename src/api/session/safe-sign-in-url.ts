/** Sign-in URL: the given path if it is of this origin; else Home, where an installation redirects signed-out users to its sign-in. */
export function toSafeSignInUrl(named: string | undefined, origin: string): string {
  try {
    const address = new URL(named ?? '/', origin)
    // Return the full URL: a path may begin with two slashes, and then refers to another host.
    if (named?.startsWith('/') && address.origin === origin) return address.href
  } catch {
    // Not a valid URL.
  }
  return `${origin}/`
}
