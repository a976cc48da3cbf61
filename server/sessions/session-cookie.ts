import { createHash, randomBytes } from 'node:crypto'

/** Names and attributes of the cookies of one installation. */
export interface Cookies {
  /** Reads a cookie of the request; `undefined` if there is none. */
  read(request: Request, name: CookieName): string | undefined
  /** A `Set-Cookie` header. `maxAgeSeconds` 0 removes the cookie. */
  format(name: CookieName, value: string, maxAgeSeconds: number): string
}

type CookieName = 'session' | 'sign-in'

/**
 * Over https the prefix `__Host-` binds a cookie to this very host: no other one, and no page over http, can set it. Over http, on loopback
 * addresses, not every browser accepts it; the name of the product then keeps it apart from those of other programs on the machine.
 */
export function createCookies(isSecure: boolean): Cookies {
  const prefix = isSecure ? '__Host-' : 'journey-console-'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    read: (request, name) => {
      const start = `${prefix}${name}=`
      const parts = (request.headers.get('cookie') ?? '').split(';').map((part) => part.trim())
      return parts.find((part) => part.startsWith(start))?.slice(start.length)
    },
    format: (name, value, maxAgeSeconds) => `${prefix}${name}=${value}; ${attributes}; Max-Age=${maxAgeSeconds}`,
  }
}

/** A new token for the cookie of a session: 256 random bits. */
export const createToken = (): string => randomBytes(32).toString('base64url')

/** The identifier of the session with this token. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
