import type { Plugin } from 'vite'

/**
 * Marks what React makes at the top of a module of the router as free of side effects, and removes the names for developers. Otherwise
 * each component of the router is part of the build, whether it is used or not.
 */
export const removeUnusedComponents = (): Plugin => ({
  name: 'remove-unused-components',
  apply: 'build',
  transform: {
    filter: { id: /\/node_modules\/react-router\// },
    handler: (code) => ({
      code: code
        .replace(/^\w+\.displayName = "\w+";$/gm, '')
        .replace(/^(const \w+ = )(React\$1\.(?:createContext|forwardRef|memo)\()/gm, '$1/* @__PURE__ */ $2'),
      map: null,
    }),
  },
})
