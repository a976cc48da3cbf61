import * as v from 'valibot'
import { actions } from '#domain/lifecycle.ts'
import { idSchema } from '#api/contract/primitives.ts'

const storageKey = 'journey-console-pending-commands'

/** An intent whose fate was not known yet, as it is remembered beyond a reload: nothing that anybody typed, and nothing that could be sent again. */
const storedCommandSchema = v.object({
  action: v.picklist(actions),
  versionId: idSchema,
  key: v.string(),
  /** Who confirmed it: nobody else is told what became of it. */
  userId: idSchema,
})
export type StoredCommand = v.InferOutput<typeof storedCommandSchema>

const listSchema = v.fallback(v.pipe(v.string(), v.parseJson(), v.array(storedCommandSchema)), [])

/** The intents of this tab whose fate is not known yet, oldest first; also those of the page before. */
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
    // A browser that keeps nothing forgets with the page; the history of the journey does not.
  }
}

/** Remembers an intent, before it is sent. */
export const savePendingCommand = ({ action, versionId, key, userId }: StoredCommand): void =>
  saveAll([...loadPendingCommands(), { action, versionId, key, userId }])

/** Its fate is known. */
export const removePendingCommand = (key: string): void => saveAll(loadPendingCommands().filter((command) => command.key !== key))
