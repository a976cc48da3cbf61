import { expect, test } from 'vitest'
import { describeFailure } from '#server/describe-failure.ts'

const fail = (message: string, facts: object) =>
  describeFailure(Object.assign(new Error(message), facts), { HOST: '127.0.0.1', METRICS_PORT: 9464 })

test.each([
  ['EADDRINUSE', { syscall: 'listen', port: 8080 }, /^The port is in use: choose another one with PORT, /],
  ['EADDRINUSE', { syscall: 'listen', port: 9464 }, /^The port is in use: choose another one with METRICS_PORT, /],
  ['EACCES', { syscall: 'listen' }, /^The port may not be used by this user: /],
  ['EADDRNOTAVAIL', { syscall: 'listen' }, /^HOST is not an address of this machine\.$/],
  ['ENOTFOUND', { syscall: 'getaddrinfo', hostname: '127.0.0.1' }, /^HOST is not an address of this machine\.$/],
  ['EACCES', { syscall: 'mkdir' }, /^The server cannot start: EACCES: data$/],
  ['ENOTFOUND', { syscall: 'getaddrinfo', hostname: 'db.example.com' }, /^The server cannot start: ENOTFOUND: data$/],
])('%s of %j is explained by its cause', (code, facts, sentence) => {
  expect(fail(`${code}: data`, { code, ...facts })).toMatch(sentence)
})
