/** A way to sign in. */
export interface SignInMethod {
  /** Answers `/sign-in`, and what is below it. `null`: there is nothing at this address. */
  respond(request: Request): Promise<Response | null>
}
