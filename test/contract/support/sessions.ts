import type { Session } from '#api/contract/session.ts'
import { permissions, type Permission } from '#domain/lifecycle.ts'

/** May do everything. */
export const marketer: Session = { user: { id: 'anna', name: 'Anna Müller' }, permissions: [...permissions] }

/** Another one who may do everything. */
export const otherMarketer: Session = { user: { id: 'bob', name: 'Bob Ng' }, permissions: [...permissions] }

/** May see everything and do nothing. */
export const viewer: Session = { user: { id: 'vera', name: 'Vera Lim' }, permissions: ['view'] }

/** Somebody who has just these permissions. */
export const createSessionWith = (...held: Permission[]): Session => ({ user: { id: 'carl', name: 'Carl Roe' }, permissions: held })
