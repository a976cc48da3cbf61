import { permissions, type Permission } from '#domain/lifecycle.ts'
import * as v from 'valibot'

/** What a role may allow: the permissions on versions, and to look single customers up. */
const grantable = [...permissions, 'support'] as const

/** A permission that a role has. */
export interface Grant {
  readonly permission: Permission | 'support'
  /** Whether it reaches only journeys of the user's teams, and journeys without a team. */
  readonly isOwnTeamOnly: boolean
}

const ownTeam = '@own-team'

/** Reads `stop` or `stop@own-team`; `null` if it is neither. */
function parseGrant(word: string): Grant | null {
  const isOwnTeamOnly = word.endsWith(ownTeam)
  const name = isOwnTeamOnly ? word.slice(0, -ownTeam.length) : word
  const permission = grantable.find((one) => one === name)
  // A customer belongs to no team.
  return permission === undefined || (permission === 'support' && isOwnTeamOnly) ? null : { permission, isOwnTeamOnly }
}

type Roles = ReadonlyMap<string, readonly Grant[]>

/** Reads `marketer=view edit publish stop@own-team; viewer=view`; `null` if that is not what it says. */
function parseRoles(text: string): Roles | null {
  const roles = new Map<string, readonly Grant[]>()
  for (const part of text.split(';')) {
    const [role = '', held = '', ...more] = part.split('=')
    const grants = held.trim().split(/\s+/).map(parseGrant)
    if (role.trim() === '' || more.length > 0 || grants.includes(null)) return null
    roles.set(
      role.trim(),
      grants.filter((grant) => grant !== null),
    )
  }
  return roles
}

/** Lists, counts and events tell of every journey, so that `view` cannot hang on the team. */
const isViewEverywhere = (roles: Roles): boolean =>
  [...roles.values()].flat().every(({ permission, isOwnTeamOnly }) => permission !== 'view' || !isOwnTeamOnly)

/** The permissions of each role. The message of each check completes the sentence “it has to be …”. */
export const rolesSchema = v.pipe(
  v.string(),
  v.check(
    (text) => parseRoles(text) !== null,
    `roles with their permissions (${grantable.join(', ')}), each for every journey, or with ${ownTeam} for those of the user's teams`,
  ),
  v.check((text) => isViewEverywhere(parseRoles(text) ?? new Map()), `roles with view for every journey, without ${ownTeam}`),
  v.transform((text): Roles => parseRoles(text) ?? new Map()),
)

/** Whether the permission of some role hangs on the team. */
export const hasTeamRights = (roles: Roles): boolean => [...roles.values()].flat().some(({ isOwnTeamOnly }) => isOwnTeamOnly)
