import type { Session } from '#api/contract/session.ts'
import { permissions, type Permission } from '#domain/lifecycle.ts'

/** A user with all permissions. */
export const marketer: Session = { user: { id: 'anna', name: 'Anna Müller' }, permissions: [...permissions] }

/** A second user with all permissions. */
export const otherMarketer: Session = { user: { id: 'bob', name: 'Bob Ng' }, permissions: [...permissions] }

/** A user with permission to view only. */
export const viewer: Session = { user: { id: 'vera', name: 'Vera Lim' }, permissions: ['view'] }

/** A user with exactly these permissions. */
export const createSessionWith = (...held: Permission[]): Session => ({ user: { id: 'carl', name: 'Carl Roe' }, permissions: held })
