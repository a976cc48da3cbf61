import type { RouteObject } from 'react-router'
import { signInPath } from '#mocks/demo/sign-in-path.ts'

/** The demo's sign-in page. It stands for the identity provider of a real installation. */
export const signInRoute: RouteObject = {
  path: signInPath,
  HydrateFallback: () => null,
  lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }),
}
