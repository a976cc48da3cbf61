import type { Operation, SucceededOperation } from '#api/contract/operation.ts'
import type { Version } from '#api/contract/version.ts'
import type { Connection } from '#api/connection/connection.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'
import { InvalidResponseError } from '#api/http/errors.ts'
import { cancelOperation, fetchOperation, sendCommand, type Command } from './command.ts'

/** Dependencies of command delivery: requests and timers. */
export interface CommandTransport<Result = Version, Sent = Command> {
  readonly send: (command: Sent, signal: AbortSignal) => Promise<Result>
  /** The result in a looked-up operation. Throws if it is of another kind than the command's. */
  readonly readResult: (operation: SucceededOperation) => Result
  readonly fetchOperation: (key: string, signal: AbortSignal) => Promise<Operation>
  readonly cancel: (key: string, signal: AbortSignal) => Promise<Operation>
  /** Resolves after `ms` milliseconds, or when the signal is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Like `delay`, but resolves earlier if a new attempt is likely to succeed. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The version in a looked-up operation. */
function readVersion(operation: SucceededOperation): Version {
  if ('version' in operation) return operation.version
  throw new InvalidResponseError('an operation without a version')
}

/** What commands of any kind need of a browser: lookups and timers. */
export const createLookupTransport = (connection: Connection): Omit<CommandTransport<never, never>, 'send' | 'readResult'> => ({
  fetchOperation: (key, signal) => fetchOperation(connection, key, signal),
  cancel: (key, signal) => cancelOperation(connection, key, signal),
  delay,
  backoff: (ms, signal) => delayUntilLikelyOnline(connection, ms, signal),
})

/** The transport of commands on one version. */
export const createBrowserTransport = (connection: Connection): CommandTransport => ({
  ...createLookupTransport(connection),
  send: (command, signal) => sendCommand(connection, command, signal),
  readResult: readVersion,
})
