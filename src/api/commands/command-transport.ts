import type { Operation } from '#api/contract/operation.ts'
import type { Version } from '#api/contract/version.ts'
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

/** Requests and timers of the browser. */
export const browserTransport: CommandTransport = {
  send: sendCommand,
  fetchOperation,
  cancel: cancelOperation,
  delay,
  backoff: delayUntilLikelyOnline,
}
