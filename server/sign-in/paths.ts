/** The pages of the server itself. */
export const signInPath = '/sign-in'
export const signInCallbackPath = '/sign-in/callback'
export const signOutPath = '/sign-out'

/** The path to go to after the sign-in: that of the parameter `to` if it is one of this origin, else Home. */
export function readReturnPath(to: string | null): string {
  const origin = 'http://localhost'
  const address = URL.parse(to ?? '/', origin)
  // The whole path, not the text: it may begin with two slashes or backslashes, and then means another host.
  return address?.origin === origin && !address.pathname.startsWith('//') ? address.pathname + address.search : '/'
}
