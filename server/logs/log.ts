/** How important a line is. A log at `warn` leaves `info` out. */
export type LogLevel = 'info' | 'warn' | 'error'

const ranks: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2 }

/** The values of one line. Never a part of a request that people have written, nor a cookie. */
export type LogFields = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Writes one JSON line an event. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void

/** Creates a log. `write` gets whole lines. */
export const createLog =
  (write: (line: string) => void, lowest: LogLevel, now: () => number = Date.now): Log =>
  (level, event, fields = {}) => {
    if (ranks[level] >= ranks[lowest]) write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields })}\n`)
  }

const maxStackLength = 4000

/** What is logged of an error: name, message and stack, each of limited length. */
export const describeError = (error: unknown): LogFields =>
  error instanceof Error
    ? { error: error.name, message: error.message.slice(0, 500), stack: (error.stack ?? '').slice(0, maxStackLength) }
    : { error: 'unknown' }
