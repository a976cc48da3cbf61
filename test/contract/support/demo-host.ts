import type { TestDemo } from '#test/support/test-demo.ts'
import { buildSeed } from './fixtures.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** A demo as a host, reached through the `fetch` of its environment. Paths are relative to `origin`. */
export const createDemoHost = (demo: TestDemo, origin: string): Host => ({
  start: async (versions, at) => {
    await demo.start(buildSeed(versions), at)
    demo.signIn(marketer)
  },
  send: (path, init) => fetch(new URL(path, origin), init),
  signIn: async (session) => demo.signIn(session),
  sendHeartbeat: () => demo.sendHeartbeat(),
  setTime: async (at) => demo.setTime(at),
})
