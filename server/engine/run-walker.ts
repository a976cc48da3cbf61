import type { Instant } from '#domain/version.ts'
import type { Database } from '#server/store/tables.ts'
import type { MessageSink } from './messages/message-sink.ts'
import { relayMessages } from './messages/relay-messages.ts'
import { cleanUp, forgetPeople, walk } from './walk.ts'

/** One round of a worker: moves those who are due, hands their messages over, and ends executions that were stopped. */
export async function runWalker(database: Database, sink: MessageSink, clock: () => Instant): Promise<void> {
  await walk(database, clock())
  await relayMessages(database, sink, clock())
  await cleanUp(database)
  await forgetPeople(database, clock())
}
