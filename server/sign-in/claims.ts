import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { SignedInPerson } from '#server/sessions/sessions.ts'

/** Every subject of the standard that is short enough: visible ASCII characters. */
const plainId = /^[\x21-\x7e]{1,100}$/
const maxNameLength = 200
const maxRoles = 200
const maxTeamNameLength = 100

const textSchema = v.pipe(v.string(), v.trim(), v.minLength(1))

/** Claims of an ID token about its user. */
const claimsSchema = v.looseObject({
  sub: textSchema,
  name: v.fallback(v.optional(textSchema), undefined),
  preferred_username: v.fallback(v.optional(textSchema), undefined),
  email: v.fallback(v.optional(textSchema), undefined),
})

/** One role or team, or a list of them. */
const namesSchema = v.fallback(
  v.union([
    v.pipe(
      v.string(),
      v.transform((name) => [name]),
    ),
    v.array(v.string()),
  ]),
  [],
)

/** Whether a journey can belong to a team of this name. */
const isTeamName = (name: string): boolean => name !== '' && name.length <= maxTeamNameLength

/** The user, the roles and the teams that claims tell. A subject that is too long for an identifier is hashed. */
export function readClaims(claims: unknown, rolesClaim: string, teamsClaim?: string): Required<SignedInPerson> {
  const { sub, name, preferred_username: userName, email, ...others } = v.parse(claimsSchema, claims)
  const id = plainId.test(sub) ? sub : createHash('sha256').update(sub).digest('hex')
  return {
    user: { id, name: (name ?? userName ?? email ?? sub).slice(0, maxNameLength) },
    roles: v.parse(namesSchema, others[rolesClaim]).slice(0, maxRoles),
    teams: teamsClaim === undefined ? [] : v.parse(namesSchema, others[teamsClaim]).filter(isTeamName).slice(0, maxRoles),
  }
}
