import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { userSchema } from './primitives.ts'

/** The answer of `GET /api/session`: who is signed in, and what that person may do. */
export const sessionSchema = v.object({
  user: userSchema,
  permissions: v.array(v.picklist(permissions)),
})
export type Session = v.InferOutput<typeof sessionSchema>
