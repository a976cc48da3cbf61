import type { Plugin } from 'vite'

/** Options of `createBrowserRouter` and `navigate` that the console never passes. The code for them is not part of the build. */
const unusedOptions = /\b(?:init|opts\??)\.(?:instrumentations|patchRoutesOnNavigation|hydrationData|dataStrategy|getContext|mask)\b/g

/**
 * Marks what React makes at the top of a module of the router as free of side effects, removes the names for developers, and replaces the
 * options that are never passed by `undefined`. Otherwise each component of the router, and its code for servers and for tracing, is part
 * of the build, whether it is used or not.
 */
export const removeUnusedRouterCode = (): Plugin => ({
  name: 'remove-unused-router-code',
  apply: 'build',
  transform: {
    filter: { id: /\/node_modules\/react-router\// },
    handler: (code) => ({
      code: code
        .replace(/^\w+\.displayName = "\w+";$/gm, '')
        .replace(/^(const \w+ = )(React\$1\.(?:createContext|forwardRef|memo)\()/gm, '$1/* @__PURE__ */ $2')
        .replace(unusedOptions, 'undefined')
        .replace('undefined || parseHydrationData()', 'undefined'),
      map: null,
    }),
  },
})
