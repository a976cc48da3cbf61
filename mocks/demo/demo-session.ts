import type { Session } from '#api/contract/session.ts'
import { permissions } from '#domain/lifecycle.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import type { Kept } from './settings.ts'

/** Whom one can act as. */
const sessions: Readonly<Record<Kept['actingAs'], Session>> = {
  marketer: { user: ana, permissions: [...permissions] },
  viewer: { user: jonas, permissions: ['view'] },
}

/** Who is signed in, and what that one may do, by the settings; `null` for nobody. */
export function signedInBy({ actingAs, signedIn, revoked }: Kept): Session | null {
  const session = sessions[actingAs]
  return signedIn ? { ...session, permissions: session.permissions.filter((held) => !revoked.includes(held)) } : null
}
