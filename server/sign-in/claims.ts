import { createHash } from 'node:crypto'
import type { User } from '#api/contract/primitives.ts'
import * as v from 'valibot'

/** Every subject of the standard that is short enough: visible ASCII characters. */
const plainId = /^[\x21-\x7e]{1,100}$/
const maxNameLength = 200
const maxRoles = 200

const textSchema = v.pipe(v.string(), v.trim(), v.minLength(1))

/** Claims of an ID token about its user. */
const claimsSchema = v.looseObject({
  sub: textSchema,
  name: v.fallback(v.optional(textSchema), undefined),
  preferred_username: v.fallback(v.optional(textSchema), undefined),
  email: v.fallback(v.optional(textSchema), undefined),
})

/** One role, or a list of roles. */
const rolesSchema = v.fallback(
  v.union([
    v.pipe(
      v.string(),
      v.transform((role) => [role]),
    ),
    v.array(v.string()),
  ]),
  [],
)

/** The user and the roles that claims tell. A subject that is too long for an identifier is hashed. */
export function readClaims(claims: unknown, rolesClaim: string): { readonly user: User; readonly roles: readonly string[] } {
  const { sub, name, preferred_username: userName, email, ...others } = v.parse(claimsSchema, claims)
  const id = plainId.test(sub) ? sub : createHash('sha256').update(sub).digest('hex')
  return {
    user: { id, name: (name ?? userName ?? email ?? sub).slice(0, maxNameLength) },
    roles: v.parse(rolesSchema, others[rolesClaim]).slice(0, maxRoles),
  }
}
