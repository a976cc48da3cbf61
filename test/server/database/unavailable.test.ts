import { expect, test } from 'vitest'
import { isUnavailable } from '#server/store/is-unavailable.ts'

const createError = (message: string, members: object = {}, cause?: unknown) => Object.assign(new Error(message, { cause }), members)

test.each([
  ['a server that refuses connections', createError('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' })],
  ['a socket that is not there yet', createError('connect ENOENT /run/.s.PGSQL.5432', { code: 'ENOENT', syscall: 'connect' })],
  ['a server that starts', createError('the database system is starting up', { code: '57P03' })],
  ['a server that was killed', createError('Connection terminated unexpectedly')],
  ['a connection that was closed meanwhile', createError('Client was closed and is not queryable')],
  ['a transaction that did nothing for too long', createError('terminating connection due to …', { code: '25P03' })],
  ['a statement that took too long', createError('canceling statement due to statement timeout', { code: '57014' })],
  ['a standby', createError('cannot execute UPDATE in a read-only transaction', { code: '25006' })],
  ['a network that swallows everything', createError('Query read timeout')],
  ['a migration that was interrupted by that', createError('The tables …', {}, createError('x', { code: '57P02' }))],
])('%s: the database cannot be reached now', (_, error) => expect(isUnavailable(error)).toBe(true))

test.each([
  ['a file that is missing', createError('ENOENT: no such file', { code: 'ENOENT', syscall: 'open' })],
  ['a mistake in a statement', createError('syntax error', { code: '42601' })],
  ['no error', 'Connection terminated'],
])('%s: says nothing about the database', (_, error) => expect(isUnavailable(error)).toBe(false))
