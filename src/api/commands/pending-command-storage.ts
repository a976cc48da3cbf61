import * as v from 'valibot'
import { actions } from '#domain/lifecycle.ts'
import { idSchema } from '#api/contract/primitives.ts'

const storageKey = 'journey-console-pending-commands'

/** Pending command, as it is stored beyond a reload: without any text that the user typed, and not enough to send it again. */
const storedCommandSchema = v.object({
  action: v.picklist(actions),
  versionId: idSchema,
  key: v.string(),
  /** The user who confirmed it. The outcome is not shown to any other user. */
  userId: idSchema,
  /** Time of the confirmation, in milliseconds. Absent: stored by an earlier release. */
  confirmedAt: v.optional(v.number()),
})
export type StoredCommand = v.InferOutput<typeof storedCommandSchema>

const listSchema = v.fallback(v.pipe(v.string(), v.parseJson(), v.array(storedCommandSchema)), [])

/** Reading the storage of a tab may throw, if the browser blocks it. */
type GetStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const getTabStorage: GetStorage = () => sessionStorage

/** The pending commands of a tab, oldest first; also those from before a reload. */
export function loadPendingCommands(getStorage = getTabStorage): readonly StoredCommand[] {
  try {
    return v.parse(listSchema, getStorage().getItem(storageKey) ?? '')
  } catch {
    return []
  }
}

function saveAll(commands: readonly StoredCommand[], getStorage: GetStorage): void {
  try {
    if (commands.length > 0) getStorage().setItem(storageKey, JSON.stringify(commands))
    else getStorage().removeItem(storageKey)
  } catch {
    // Storage may be unavailable. Then a reload forgets pending commands; the history of the journey still shows their effect.
  }
}

/** Stores a command before it is sent. */
export const savePendingCommand = ({ action, versionId, key, userId }: StoredCommand, getStorage = getTabStorage): void =>
  saveAll([...loadPendingCommands(getStorage), { action, versionId, key, userId, confirmedAt: Date.now() }], getStorage)

/** Removes a command once its outcome is known. */
export const removePendingCommand = (key: string, getStorage = getTabStorage): void =>
  saveAll(
    loadPendingCommands(getStorage).filter((command) => command.key !== key),
    getStorage,
  )
