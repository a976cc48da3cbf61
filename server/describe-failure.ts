/** Why the server cannot start, in one sentence. `host`: the address at which it was to listen. */
export function describeFailure(error: unknown, host: string): string {
  const { code, message, syscall, hostname } = error as Partial<NodeJS.ErrnoException> & { readonly hostname?: string }
  // Folders and the database fail with the same codes.
  const isOfAddress = syscall === 'listen' || hostname === host
  if (isOfAddress && code === 'EADDRINUSE') return 'The port is in use: choose another one with PORT, for example PORT=8081.'
  if (isOfAddress && code === 'EACCES') return 'The port may not be used by this user: choose another one with PORT, for example PORT=8081.'
  if (isOfAddress && (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')) return 'HOST is not an address of this machine.'
  return `The server cannot start: ${message ?? 'unknown error'}`
}
