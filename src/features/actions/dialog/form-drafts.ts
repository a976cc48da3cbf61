import type { QueryClient } from '@tanstack/react-query'
import type { Action } from '#domain/lifecycle.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'

/** What a user has filled in and not sent. */
interface FormDraft {
  readonly userId: string
  readonly values: Partial<ActionFormValues>
}

/** Drafts by form and version, in memory only, for each console. */
const draftsByClient = new WeakMap<QueryClient, Map<string, FormDraft>>()

/** An action shares the draft of its alternative: the dialog switches from one to the other. */
const formatKey = (action: Action, versionId: string) => `${actionSpecs[action].alternative ?? action} ${versionId}`

/** What the same user has filled in before for this version, and not sent. */
export function readDraft(client: QueryClient, action: Action, versionId: string, userId: string): Partial<ActionFormValues> {
  const draft = draftsByClient.get(client)?.get(formatKey(action, versionId))
  return draft?.userId === userId ? draft.values : {}
}

/** What is kept of the fields of an action. */
function pickDraftValues(action: Action, { reason, note, newName }: ActionFormValues): Partial<ActionFormValues> {
  return actionSpecs[action].fields.includes('newName') ? { newName } : { reason, note }
}

/** Keeps what was filled in, except the name that was typed to confirm. */
export function saveDraft(client: QueryClient, action: Action, versionId: string, userId: string, values: ActionFormValues): void {
  const drafts = draftsByClient.get(client) ?? new Map<string, FormDraft>()
  draftsByClient.set(client, drafts)
  drafts.set(formatKey(action, versionId), { userId, values: pickDraftValues(action, values) })
}

/** Removes a draft that was sent and carried out. */
export const removeDraft = (client: QueryClient, action: Action, versionId: string): void =>
  void draftsByClient.get(client)?.delete(formatKey(action, versionId))
