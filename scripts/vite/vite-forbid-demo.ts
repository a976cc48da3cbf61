import { relative } from 'node:path'
import type { Plugin } from 'vite'

/** Fails a production build that contains any module of the demo or of its backend. */
export const forbidDemo = (): Plugin => ({
  name: 'forbid-demo',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue
      const demo = output.moduleIds.map((id) => relative('.', id)).find((path) => /^(?:mocks|backend|node_modules\/msw)\//.test(path))
      if (demo) this.error(`A production build must not contain the demo: ${output.fileName} has ${demo}`)
    }
  },
})
