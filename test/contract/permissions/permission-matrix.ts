import { actions, permissions, type Action, type Permission } from '#domain/lifecycle.ts'

/** The table "Who may do what" of the design, word for word: four separate permissions. */
const designTable: Readonly<Record<Permission, string>> = {
  view: 'see journeys, impact and history',
  edit: 'create, edit, duplicate, delete, create a new version, close',
  publish: 'publish, pause, resume, test mode',
  stop: 'stop',
}

const designWords: Readonly<Record<Action, string>> = {
  publish: 'publish',
  pause: 'pause',
  resume: 'resume',
  close: 'close',
  stop: 'stop',
  createVersion: 'create a new version',
  duplicate: 'duplicate',
  delete: 'delete',
}

/** The permission that the design asks for, for each action; beside it, whoever acts has to be one who may see. */
export const requiredPermissions = Object.fromEntries(
  actions.map((action) => [
    action,
    permissions.filter((permission) => designTable[permission].split(', ').includes(designWords[action]))[0],
  ]),
) as Readonly<Record<Action, Permission>>

/** Every set of permissions that somebody can hold. */
export const permissionSets: readonly (readonly Permission[])[] = permissions.reduce<readonly (readonly Permission[])[]>(
  (sets, permission) => [...sets, ...sets.map((set) => [...set, permission])],
  [[]],
)
