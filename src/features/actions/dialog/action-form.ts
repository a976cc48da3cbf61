import { maxNameLength, maxNoteLength, type RequestBody } from '#api/contract/requests.ts'
import { closeReasons, requiresNote, stopReasons, type CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'

/** What a person has filled in so far. Fields that an action does not ask for are left alone. */
export interface Draft {
  /** Empty: none chosen. */
  readonly reason: CloseReason | ''
  readonly note: string
  readonly typedName: string
  readonly newName: string
  readonly days: number
}

/** What can be wrong with a draft; each one is a sentence (`confirm.missing.*`) at its field. */
export type Missing = 'reason' | 'note' | 'noteTooLong' | 'typedName' | 'name' | 'nameTooLong'

/** The reasons an action offers; `null` for an action that asks for none. */
export const reasonsFor: Readonly<Record<Action, readonly CloseReason[] | null>> = {
  publish: null,
  pause: null,
  resume: null,
  close: closeReasons,
  stop: stopReasons,
  createVersion: null,
  duplicate: null,
  delete: null,
}

const points = (text: string) => Array.from(text.trim()).length

const reasonTrouble = ({ reason, note }: Draft, required: boolean): readonly Missing[] => [
  ...(required && reason === '' ? (['reason'] as const) : []),
  ...(reason !== '' && requiresNote(reason) && note.trim() === '' ? (['note'] as const) : []),
  ...(points(note) > maxNoteLength ? (['noteTooLong'] as const) : []),
]

const nothing = () => []

const checks: Readonly<Record<Action, (draft: Draft) => readonly Missing[]>> = {
  publish: nothing,
  pause: nothing,
  resume: nothing,
  close: (draft) => reasonTrouble(draft, false),
  stop: (draft) => reasonTrouble(draft, true),
  createVersion: nothing,
  duplicate: ({ newName }) => (points(newName) === 0 ? ['name'] : points(newName) > maxNameLength ? ['nameTooLong'] : []),
  delete: nothing,
}

/** What a person sees of a name and can type: no invisible characters, one kind of apostrophe, single spaces. */
const plain = (name: string) =>
  name
    .normalize()
    .replace(/[\p{Cf}\p{Cc}]/gu, ' ')
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()

/** Everything that keeps the draft from being sent. `nameToType`: the name that has to be typed, if one has to. */
export function missing(action: Action, draft: Draft, nameToType: string | null): readonly Missing[] {
  const trouble = checks[action](draft)
  const untyped = nameToType !== null && plain(draft.typedName) !== plain(nameToType)
  return untyped ? [...trouble, 'typedName'] : trouble
}

const empty = () => ({})

const bodies: { readonly [A in Action]: (draft: Draft) => RequestBody<A> } = {
  publish: empty,
  pause: ({ days }) => ({ days }),
  resume: empty,
  close: ({ reason, note }) => ({ reason: reason === '' ? null : reason, note }),
  stop: ({ reason, note }) => ({ reason: stopReasons.find((known) => known === reason) ?? 'other', note }),
  createVersion: empty,
  duplicate: ({ newName }) => ({ name: newName }),
  delete: empty,
}

/** The body of the action's request. Only for a draft that misses nothing. */
export const bodyOf = (action: Action, draft: Draft): object => bodies[action](draft)
