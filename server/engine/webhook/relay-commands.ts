import type { Instant } from '#domain/version.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { postSigned, type SignedTarget } from '#server/engine/messages/signed-post.ts'

/** Sends a command to the engine. Throws unless it accepted the command. */
export type CommandSender = (command: Readonly<Record<string, unknown>>) => Promise<void>

/** How many commands, each of another journey, are sent at once. */
const commandsAtOnce = 20

/** How many times one run sends commands, so that a run ends. */
const maxRounds = 500

/** How long the engine has to accept a command, in milliseconds. */
const timeoutMs = 5_000

/** For so long no other worker sends a command that one has claimed, in milliseconds: a worker that was killed is not waited for any longer. */
const leaseMs = 30_000

/** The longest time between two attempts, in milliseconds. */
const maxDelayMs = 300_000

/** After so many attempts, about an hour, a command is a dead letter. */
export const maxAttempts = 20

/** The greatest length of a reason that is kept. */
const maxFailureLength = 200

interface ClaimedCommand {
  readonly sequence: number
  readonly id: string
  readonly attempts: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Sends commands to an address, signed. */
export const createCommandSender =
  (target: SignedTarget): CommandSender =>
  (command) =>
    postSigned(target, command, timeoutMs)

/**
 * Claims pending commands: stops, and of the others the oldest of each of some journeys. Later ones wait, so that the commands of a journey stay in
 * order; a stop waits for none.
 */
async function claimCommands(database: Database, now: Instant, isStopsOnly: boolean): Promise<readonly ClaimedCommand[]> {
  const isOldest = sql`not exists (
    select from engine_commands e where e.journey_id = c.journey_id and e.state = 'pending' and e.sequence < c.sequence
  )`
  const mayLeave = isStopsOnly ? sql`type = 'stop'` : sql`(type = 'stop' or ${isOldest})`
  const { rows } = await sql<ClaimedCommand>`
    update engine_commands set attempts = attempts + 1, leased_until = ${now}::double precision + ${leaseMs}
    where sequence in (
      select sequence from engine_commands c
      where state = 'pending' and next_at <= ${now} and leased_until <= ${now} and ${mayLeave}
      order by sequence limit ${commandsAtOnce} for update skip locked
    )
    returning sequence, id, attempts, body`.execute(database)
  return rows
}

/** Why an attempt failed, with the cause that `fetch` hides. */
function describeReason(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  return (cause instanceof Error ? `${message}: ${cause.message}` : message).slice(0, maxFailureLength)
}

/** Sends a command that was claimed. Resolves to whether the engine accepted it; otherwise it is sent again later, or is a dead letter. */
async function deliver(database: Database, { sequence, id, attempts, body }: ClaimedCommand, send: CommandSender, clock: () => Instant) {
  const failure = await send({ id, ...body }).then(() => null, describeReason)
  if (failure === null) {
    await database.deleteFrom('engine_commands').where('sequence', '=', sequence).execute()
    return true
  }
  const state = attempts >= maxAttempts ? ('dead' as const) : ('pending' as const)
  const next_at = clock() + Math.min(maxDelayMs, 1000 * 2 ** Math.min(attempts - 1, 20))
  // Once the lease has run out the command may be another worker's, with one attempt more.
  await database
    .updateTable('engine_commands')
    .set({ state, next_at, failure, leased_until: 0 })
    .where('sequence', '=', sequence)
    .where('attempts', '=', attempts)
    .where('state', '=', 'pending')
    .execute()
  return false
}

async function relayClaimed(database: Database, send: CommandSender, clock: () => Instant, isStopsOnly: boolean): Promise<number> {
  let accepted = 0
  for (let round = 0; round < maxRounds; round++) {
    const commands = await claimCommands(database, clock(), isStopsOnly)
    if (commands.length === 0) break
    const results = await Promise.all(commands.map((command) => deliver(database, command, send, clock)))
    accepted += results.filter(Boolean).length
  }
  return accepted
}

/**
 * Sends all commands that are due, each at least once, those of a journey in order, of which a stop does not wait. Any number of workers may run it on
 * one database; the connection is free while the engine answers. Resolves to how many were accepted.
 */
export const relayCommands = (database: Database, send: CommandSender, clock: () => Instant): Promise<number> =>
  relayClaimed(database, send, clock, false)

/** Sends the stops that are due, while `relayCommands` may still wait for answers to other commands. Resolves to how many were accepted. */
export const relayStops = (database: Database, send: CommandSender, clock: () => Instant): Promise<number> =>
  relayClaimed(database, send, clock, true)
