import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { userSchema } from './primitives.ts'

/** The response of `GET /api/session`: the current user and the permissions of that user. */
export const sessionSchema = v.object({
  user: userSchema,
  /** Those that the user holds, on some journeys at least. Each version says which of them are withheld there. */
  permissions: v.array(v.picklist(permissions)),
  /** Those of `permissions` that reach only journeys of the user's teams, and journeys without a team. Absent: all reach every journey. */
  ownTeamOnly: v.optional(v.array(v.picklist(permissions))),
  /** The teams of the user; absent if there are none. */
  teams: v.optional(v.array(v.string())),
  /** Whether the user may look single customers up: a permission of its own, which no role has by default. */
  support: v.optional(v.boolean()),
  /** Path of the page that ends the session, of the same origin; absent if the installation has none. */
  signOut: v.optional(v.string()),
})
export type Session = v.InferOutput<typeof sessionSchema>

/** Reads the session. */
export const sessionRoute = { method: 'GET', path: '/api/session', response: sessionSchema } as const
