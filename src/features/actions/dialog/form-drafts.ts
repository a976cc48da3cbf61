import type { QueryClient } from '@tanstack/react-query'
import type { Action } from '#domain/lifecycle.ts'
import type { ActionFormValues } from './action-form.ts'

/** What a user has filled in and not sent. */
interface FormDraft {
  readonly userId: string
  readonly values: Partial<ActionFormValues>
}

/** Drafts by form and version, in memory only, for each console. */
const draftsByClient = new WeakMap<QueryClient, Map<string, FormDraft>>()

/** Closing and stopping a version share a draft: the dialog switches from one to the other. */
const formatKey = (action: Action, versionId: string) => `${action === 'stop' ? 'close' : action} ${versionId}`

/** What the same user has filled in before for this version, and not sent. */
export function readDraft(client: QueryClient, action: Action, versionId: string, userId: string): Partial<ActionFormValues> {
  const draft = draftsByClient.get(client)?.get(formatKey(action, versionId))
  return draft?.userId === userId ? draft.values : {}
}

/** Keeps what was filled in, except the name that was typed to confirm. */
export function saveDraft(client: QueryClient, action: Action, versionId: string, userId: string, values: ActionFormValues): void {
  const { reason, note, newName } = values
  const drafts = draftsByClient.get(client) ?? new Map<string, FormDraft>()
  draftsByClient.set(client, drafts)
  drafts.set(formatKey(action, versionId), { userId, values: action === 'duplicate' ? { newName } : { reason, note } })
}

/** Removes a draft that was sent and carried out. */
export const removeDraft = (client: QueryClient, action: Action, versionId: string): void =>
  void draftsByClient.get(client)?.delete(formatKey(action, versionId))
