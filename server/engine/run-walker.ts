import type { Instant } from '#domain/version.ts'
import type { Database } from '#server/store/tables.ts'
import type { MessageSink } from './messages/message-sink.ts'
import { relayMessages } from './messages/relay-messages.ts'
import { endAtFailure } from './serve-each.ts'
import { cleanUp, forgetPeople, walk } from './walk.ts'

/** What a round has done: the steps of people, and the messages that were accepted. */
interface WalkerRound {
  readonly steps: number
  readonly messages: number
}

/**
 * One round of a worker: moves those who are due, hands their messages over, and ends executions that were stopped. `outcomes`: told of what
 * fails for one version.
 */
export async function runWalker(
  database: Database,
  sink: MessageSink,
  clock: () => Instant,
  outcomes = endAtFailure,
): Promise<WalkerRound> {
  const steps = await walk(database, clock(), outcomes)
  const messages = await relayMessages(database, sink, clock(), outcomes)
  await cleanUp(database, { outcomes })
  await forgetPeople(database, clock())
  return { steps, messages }
}
