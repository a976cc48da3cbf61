import type { Demo } from '#mocks/demo/demo.ts'
import { seedOf } from './fixtures.ts'
import type { Host } from './host.ts'
import { marketer } from './sessions.ts'

/** A demo, talked to over the network of the place it runs in. `origin` is where paths are asked of. */
export const demoHost = (demo: Demo, origin: string): Host => ({
  start: async (versions, at) => {
    await demo.start(seedOf(versions), at)
    demo.signIn(marketer)
  },
  send: (path, init) => fetch(new URL(path, origin), init),
  signIn: async (session) => demo.signIn(session),
  beat: async () => demo.beat(),
  setTime: async (at) => demo.setTime(at),
})
