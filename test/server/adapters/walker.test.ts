import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { runWalker } from '#server/engine/run-walker.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { testAdapter } from './adapter-suite.ts'

testAdapter('walker', async (database) => {
  const host = createTestServer({ ENGINE: 'walker' }, { database })
  const { store, engine } = host.server.environment
  const connection = database.connection!
  const sent: string[] = []
  const sink: MessageSink = {
    send: async (messages) => {
      sent.push(...messages.map(({ personId, activityId }) => `${personId} ${activityId}`))
      return acceptAll(messages)
    },
  }
  const findVersion = async () => (await store.read((reader) => reader.version('version')))!
  host.time.journeys = now
  return {
    host,
    sent,
    enter: async (ids) => {
      const people = ids.map((id) => ({ id }))
      const results = (await engine.enter(await findVersion(), people, host.time.journeys)) ?? []
      return results.filter((result) => result === 'entered').length
    },
    // A change is a fact once it is committed.
    deliver: async () => undefined,
    run: () => runWalker(connection, sink, () => host.time.journeys),
    repeatCommands: () =>
      store.write(async (transaction) => {
        for (let time = 0; time < 2; time++) await engine.applyChange((await transaction.version('version'))!)
      }),
    close: () => host.server.stopRuns(),
  }
})
