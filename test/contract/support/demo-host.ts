import type { Demo } from '#mocks/demo/demo.ts'
import { buildSeed } from './fixtures.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** A demo, talked to over the network of the place it runs in. `origin` is where paths are asked of. */
export const createDemoHost = (demo: Demo, origin: string): Host => ({
  start: async (versions, at) => {
    await demo.start(buildSeed(versions), at)
    demo.signIn(marketer)
  },
  send: (path, init) => fetch(new URL(path, origin), init),
  signIn: async (session) => demo.signIn(session),
  sendHeartbeat: async () => demo.sendHeartbeat(),
  setTime: async (at) => demo.setTime(at),
})
