import { actions, permissions, type Action, type Permission } from '#domain/lifecycle.ts'
import { readDesignTable } from '#test/support/design.ts'

/** The words of each permission: the rows of the table "Who may do what" of `docs/lifecycle.md`, in the order of `permissions`. */
const permissionWords = readDesignTable('Who may do what').rows.map(([words = '']) => words.split(', '))

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
  actions.map((action) => [action, permissions.find((_, row) => permissionWords[row]?.includes(designWords[action]))]),
) as Readonly<Record<Action, Permission>>

/** Every set of permissions that somebody can hold. */
export const permissionSets: readonly (readonly Permission[])[] = permissions.reduce<readonly (readonly Permission[])[]>(
  (sets, permission) => [...sets, ...sets.map((set) => [...set, permission])],
  [[]],
)
