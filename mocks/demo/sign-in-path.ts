/** Where one signs in to the demo. */
export const signInPath = '/sign-in'
