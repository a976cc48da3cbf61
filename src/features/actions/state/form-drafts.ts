import type { CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'

/** What a user has filled in and not sent. A name that was typed to confirm is never part of it. */
export interface FormDraft {
  readonly userId: string
  readonly values: { readonly reason: CloseReason | ''; readonly note: string } | { readonly newName: string }
}

/** Drafts by form and version, in memory only. */
export type FormDrafts = Map<string, FormDraft>

/** The key of a draft. Closing and stopping a version share one: the dialog switches from one to the other. */
export const formatDraftKey = (action: Action, versionId: string): string => `${action === 'stop' ? 'close' : action} ${versionId}`
