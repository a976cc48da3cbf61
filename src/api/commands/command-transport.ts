import type { Operation } from '#api/contract/operation.ts'
import type { Version } from '#api/contract/version.ts'
import type { Connection } from '#api/connection/connection.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'
import { cancelOperation, fetchOperation, sendCommand, type Command } from './command.ts'

/** Dependencies of command delivery: requests and timers. */
export interface CommandTransport {
  readonly send: (command: Command, signal: AbortSignal) => Promise<Version>
  readonly fetchOperation: (key: string, signal: AbortSignal) => Promise<Operation>
  readonly cancel: (key: string, signal: AbortSignal) => Promise<Operation>
  /** Resolves after `ms` milliseconds, or when the signal is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Like `delay`, but resolves earlier if a new attempt is likely to succeed. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The transport of a console: requests and timers of the browser. */
export const createBrowserTransport = (connection: Connection): CommandTransport => ({
  send: (command, signal) => sendCommand(connection, command, signal),
  fetchOperation: (key, signal) => fetchOperation(connection, key, signal),
  cancel: (key, signal) => cancelOperation(connection, key, signal),
  delay,
  backoff: (ms, signal) => delayUntilLikelyOnline(connection, ms, signal),
})
