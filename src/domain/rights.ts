import { decide, type Action, type LifecycleState, type Permission, type Verdict } from './lifecycle.ts'

/** What a user may do, and on which journeys. */
export interface Rights {
  /** The permissions that the user holds, on some journeys at least. */
  readonly permissions: readonly Permission[]
  /** Those of `permissions` that reach only journeys of the user's teams, and journeys without a team. Absent: all reach every journey. */
  readonly ownTeamOnly?: readonly Permission[] | undefined
  /** The teams of the user. */
  readonly teams?: readonly string[] | undefined
}

/** The rights of a session, without the rest of it. */
export const pickRights = ({ permissions, ownTeamOnly, teams }: Rights): Rights => ({
  permissions,
  ...(ownTeamOnly && { ownTeamOnly }),
  ...(teams && { teams }),
})

const none: readonly Permission[] = []

/** The permissions of a user that do not reach a journey of `team`. A journey without a team is everybody's: every permission reaches it. */
export const findWithheld = (team: string | undefined, { ownTeamOnly = none, teams = [] }: Rights): readonly Permission[] =>
  team === undefined || teams.includes(team) ? none : ownTeamOnly

/** The permissions of a user that do not reach all versions of a batch, which belong to these teams. */
export const findWithheldInBatch = (teams: readonly string[] = [], rights: Rights): readonly Permission[] =>
  teams.map((team) => findWithheld(team, rights)).find((withheld) => withheld.length > 0) ?? none

/** Decides whether a user may do `action` on a version of a journey of `team`. The same rules as in the console, which is told `withheld`. */
export const decideFor = (
  { team, ...version }: LifecycleState & { readonly team?: string | undefined },
  action: Action,
  rights: Rights,
): Verdict => decide({ ...version, withheld: findWithheld(team, rights) }, action, rights.permissions)
