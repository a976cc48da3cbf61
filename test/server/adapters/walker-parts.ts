import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import type { OpenStore } from '#server/store/open-store.ts'
import type { AdapterHost } from './adapter-suite.ts'

/** What the hosts have in common whose people are in the tables of the walker: all but how people are moved. */
export function createWalkerParts(database: OpenStore, databaseUrl?: string) {
  const host = createTestServer({ ENGINE: 'walker', ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) }, { database })
  const { store, engine } = host.server.environment
  const sent: string[] = []
  const sink: MessageSink = {
    send: async (messages) => {
      sent.push(...messages.map(({ personId, activityId }) => `${personId} ${activityId}`))
      return acceptAll(messages)
    },
  }
  host.time.journeys = now
  const clock = () => host.time.journeys
  const adapter: Pick<AdapterHost, 'host' | 'sent' | 'enter' | 'deliver' | 'repeatCommands'> = {
    host,
    sent,
    enter: async (ids) => {
      const version = (await store.read((reader) => reader.version('version')))!
      const people = ids.map((id) => ({ id }))
      const results = (await engine.enter(version, people, clock())) ?? []
      return results.filter((result) => result === 'entered').length
    },
    // A change is a fact once it is committed.
    deliver: async () => undefined,
    repeatCommands: () =>
      store.write(async (transaction) => {
        for (let time = 0; time < 2; time++) await engine.applyChange((await transaction.version('version'))!)
      }),
  }
  return { host, connection: database.connection!, sink, clock, adapter }
}
