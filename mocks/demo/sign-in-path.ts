/** The path of the demo's sign-in page. */
export const signInPath = '/sign-in'
