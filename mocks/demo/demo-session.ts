import type { Session } from '#api/contract/session.ts'
import { permissions } from '#domain/lifecycle.ts'
import type { Rights } from '#domain/rights.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import { secondUserSession } from './second-user.ts'
import type { PersistedSettings } from './settings.ts'

/** The user of each role. */
const sessionsByRole: Readonly<Record<PersistedSettings['actingAs'], Session>> = {
  marketer: { user: ana, permissions: [...permissions], teams: ['Retail'] },
  viewer: { user: jonas, permissions: ['view'] },
}

/** The rights of a user of the demo; `undefined` for a user who never acts. What was revoked was revoked from the acting user. */
export function findRights({ actingAs, revoked }: PersistedSettings, userId: string): Rights | undefined {
  const session = [...Object.values(sessionsByRole), secondUserSession].find(({ user }) => user.id === userId)
  const isActing = session === sessionsByRole[actingAs]
  return session && { ...session, permissions: session.permissions.filter((permission) => !isActing || !revoked.includes(permission)) }
}

/** The session and permissions according to the settings; `null` if signed out. */
export function findSession({ actingAs, signedIn, revoked }: PersistedSettings): Session | null {
  const session = sessionsByRole[actingAs]
  return signedIn ? { ...session, permissions: session.permissions.filter((permission) => !revoked.includes(permission)) } : null
}
