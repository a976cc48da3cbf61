import type { RouteObject } from 'react-router'
import { signInPath } from '#mocks/demo/sign-in-path.ts'

/** The page where one signs in to the demo. It stands for whatever a real installation has there. */
export const signInRoute: RouteObject = {
  path: signInPath,
  HydrateFallback: () => null,
  lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }),
}
