/**
 * The address of the client. Each trusted proxy has appended the address from which it got the request to `X-Forwarded-For`; what stands before
 * those was written by the client itself, and is not believed.
 */
export function findClientAddress(headers: Headers, peerAddress: string, trustedProxies: number): string {
  if (trustedProxies === 0) return peerAddress
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  return forwarded.at(-trustedProxies) || peerAddress
}
