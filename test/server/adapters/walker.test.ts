import { runWalker } from '#server/engine/run-walker.ts'
import { testAdapter } from './adapter-suite.ts'
import { createWalkerParts } from './walker-parts.ts'

testAdapter('walker', async (database) => {
  const { host, connection, sink, clock, adapter } = createWalkerParts(database)
  return { ...adapter, run: () => runWalker(connection, sink, clock), close: () => host.server.stopRuns() }
})
