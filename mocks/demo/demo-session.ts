import type { Session } from '#api/contract/session.ts'
import { permissions } from '#domain/lifecycle.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import type { PersistedSettings } from './settings.ts'

/** The user of each role. */
const sessionsByRole: Readonly<Record<PersistedSettings['actingAs'], Session>> = {
  marketer: { user: ana, permissions: [...permissions] },
  viewer: { user: jonas, permissions: ['view'] },
}

/** The session and permissions according to the settings; `null` if signed out. */
export function findSession({ actingAs, signedIn, revoked }: PersistedSettings): Session | null {
  const session = sessionsByRole[actingAs]
  return signedIn ? { ...session, permissions: session.permissions.filter((permission) => !revoked.includes(permission)) } : null
}
