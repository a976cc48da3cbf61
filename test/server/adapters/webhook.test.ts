import { createCommandSender, relayCommands } from '#server/engine/webhook/relay-commands.ts'
import { startExampleHost } from '#test/server/webhook/example-host.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { testAdapter } from './adapter-suite.ts'

testAdapter('webhook, with the engine of the example', async (database) => {
  const { host, engine, received, sent, close, target } = await startExampleHost(database)
  const send = createCommandSender(target)
  const list: string[] = sent
  host.time.journeys = now
  return {
    host,
    sent: list,
    enter: async (ids) => ids.filter((id) => engine.enter('version', id)).length,
    deliver: () => relayCommands(database.connection!, send, () => host.time.journeys),
    run: async () => {
      engine.tick()
      if (engine.versions.has('version')) await engine.report('version')
    },
    repeatCommands: async () => {
      // The list grows meanwhile.
      const commands = received.slice()
      for (const { result: _, ...command } of commands) await send(command)
      await host.server.environment.store.write(async (transaction) => {
        await host.server.environment.engine.applyChange((await transaction.version('version'))!)
      })
    },
    close,
  }
})
