/**
 * Codes of errors of the network, and of PostgreSQL, that say that the database cannot be reached now: connections (08), resources (53), a server
 * that stops (57P), a statement or a transaction that took too long (57014, 25P03, 25P04), a lock that was not given (55P03), a standby (25006).
 */
const unavailableCode =
  /^(?:E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|08\w{3}|53\w{3}|57P0\w|57014|25P0[34]|55P03|25006)$/

/** Messages of the driver, which have no code. */
const unavailableMessage =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (?:has encountered a connection error|was closed and is not queryable))/

/** The code of a statement that was cancelled: it took too long, or an operator has ended it. */
const cancelledCode = '57014'

/** Whether the database has answered, and said that it has cancelled a statement, also as the cause of the error. */
export const isCancelled = (error: unknown): error is Error =>
  error instanceof Error && (('code' in error && error.code === cancelledCode) || isCancelled(error.cause))

/** Whether an error, or its cause, says that the database cannot be reached now. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, cause, message, syscall } = error as Error & { readonly code?: unknown; readonly syscall?: unknown }
  // The file of the socket is not there while PostgreSQL restarts.
  if (code === 'ENOENT' && syscall === 'connect') return true
  // A name with several addresses fails with one error for each.
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return unavailableCode.test(String(code)) || unavailableMessage.test(message) || [cause, ...parts].some(isUnavailable)
}
