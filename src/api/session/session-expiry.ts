/** That nobody is signed in any more, as an answer has said. */
export interface SignedOut {
  /** Where one signs in, as the backend has named it; unchecked. */
  readonly signIn: string | undefined
}

let current: SignedOut | null = null

/** Tells of `out` and `in`. */
export const signIns = new EventTarget()

/** Whether nobody is signed in any more; `null` while somebody is, or while nobody knows. */
export const signedOut = (): SignedOut | null => current

/** Says that nobody is signed in any more. */
export function setSignedOut(out: SignedOut): void {
  if (current !== null) return
  current = out
  signIns.dispatchEvent(new Event('out'))
}

/** Says that somebody is signed in. */
export function setSignedIn(): void {
  if (current === null) return
  current = null
  signIns.dispatchEvent(new Event('in'))
}

/** Calls back whenever that is different. Returns how to end it. */
export function onSignedOut(changed: () => void): () => void {
  signIns.addEventListener('out', changed)
  signIns.addEventListener('in', changed)
  return () => {
    signIns.removeEventListener('out', changed)
    signIns.removeEventListener('in', changed)
  }
}

/** The address at which to sign in: the one that was named if it is of this origin; else Home, where an installation asks whoever is not signed in. */
export function signInAddress(named: string | undefined, origin: string): string {
  try {
    const address = new URL(named ?? '/', origin)
    // In full: a path alone may begin with two slashes, and then names another host.
    if (named?.startsWith('/') && address.origin === origin) return address.href
  } catch {
    // No address at all.
  }
  return `${origin}/`
}
