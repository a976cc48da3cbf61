import type { Session } from '#api/contract/session.ts'
import { permissions, type Permission } from '#domain/lifecycle.ts'

/** May do everything. */
export const marketer: Session = { person: { id: 'anna', name: 'Anna Müller' }, permissions: [...permissions] }

/** Another one who may do everything. */
export const otherMarketer: Session = { person: { id: 'bob', name: 'Bob Ng' }, permissions: [...permissions] }

/** May see everything and do nothing. */
export const viewer: Session = { person: { id: 'vera', name: 'Vera Lim' }, permissions: ['view'] }

/** Somebody who has just these permissions. */
export const holding = (...held: Permission[]): Session => ({ person: { id: 'carl', name: 'Carl Roe' }, permissions: held })
