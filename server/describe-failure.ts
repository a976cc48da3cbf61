import type { Config } from './config/config-schema.ts'

/** Why the server cannot start, in one sentence. */
export function describeFailure(error: unknown, { HOST: host, METRICS_PORT: metricsPort }: Pick<Config, 'HOST' | 'METRICS_PORT'>): string {
  const { code, message, syscall, hostname, port } = error as Partial<NodeJS.ErrnoException> & {
    readonly hostname?: string
    readonly port?: number
  }
  const choice = port !== undefined && port === metricsPort ? 'METRICS_PORT, for example METRICS_PORT=9465' : 'PORT, for example PORT=8081'
  // Folders and the database fail with the same codes.
  const isOfAddress = syscall === 'listen' || hostname === host
  if (isOfAddress && code === 'EADDRINUSE') return `The port is in use: choose another one with ${choice}.`
  if (isOfAddress && code === 'EACCES') return `The port may not be used by this user: choose another one with ${choice}.`
  if (isOfAddress && (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')) return 'HOST is not an address of this machine.'
  return `The server cannot start: ${message ?? 'unknown error'}`
}
