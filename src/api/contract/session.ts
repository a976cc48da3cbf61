import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { userSchema } from './primitives.ts'

/** The response of `GET /api/session`: the current user and the permissions of that user. */
export const sessionSchema = v.object({
  user: userSchema,
  permissions: v.array(v.picklist(permissions)),
})
export type Session = v.InferOutput<typeof sessionSchema>

/** Reads the session. */
export const sessionRoute = { method: 'GET', path: '/api/session', response: sessionSchema } as const
