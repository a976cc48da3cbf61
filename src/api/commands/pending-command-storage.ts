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
})
export type StoredCommand = v.InferOutput<typeof storedCommandSchema>

const listSchema = v.fallback(v.pipe(v.string(), v.parseJson(), v.array(storedCommandSchema)), [])

/** The pending commands of this tab, oldest first; also those from before a reload. */
export function loadPendingCommands(): readonly StoredCommand[] {
  try {
    return v.parse(listSchema, sessionStorage.getItem(storageKey) ?? '')
  } catch {
    return []
  }
}

function saveAll(commands: readonly StoredCommand[]): void {
  try {
    if (commands.length > 0) sessionStorage.setItem(storageKey, JSON.stringify(commands))
    else sessionStorage.removeItem(storageKey)
  } catch {
    // Storage may be unavailable. Then a reload forgets pending commands; the history of the journey still shows their effect.
  }
}

/** Stores a command before it is sent. */
export const savePendingCommand = ({ action, versionId, key, userId }: StoredCommand): void =>
  saveAll([...loadPendingCommands(), { action, versionId, key, userId }])

/** Removes a command once its outcome is known. */
export const removePendingCommand = (key: string): void => saveAll(loadPendingCommands().filter((command) => command.key !== key))
