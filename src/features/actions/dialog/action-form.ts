import { maxNameLength, maxNoteLength, type RequestBody } from '#api/contract/requests.ts'
import { closeReasons, requiresNote, stopReasons, type CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'

/** What a person has filled in so far. Fields that an action does not ask for are left alone. */
export interface ActionFormValues {
  /** Empty: none chosen. */
  readonly reason: CloseReason | ''
  readonly note: string
  readonly typedName: string
  readonly newName: string
  readonly days: number
}

/** What can be wrong with the values; each one is a sentence (`confirm.fieldError.*`) at its field. */
export type FieldError = 'reason' | 'note' | 'noteTooLong' | 'typedName' | 'name' | 'nameTooLong'

/** The reasons an action offers; `null` for an action that asks for none. */
export const reasonsByAction: Readonly<Record<Action, readonly CloseReason[] | null>> = {
  publish: null,
  pause: null,
  resume: null,
  close: closeReasons,
  stop: stopReasons,
  createVersion: null,
  duplicate: null,
  delete: null,
}

const countCodePoints = (text: string) => Array.from(text.trim()).length

const validateReason = ({ reason, note }: ActionFormValues, required: boolean): readonly FieldError[] => [
  ...(required && reason === '' ? (['reason'] as const) : []),
  ...(reason !== '' && requiresNote(reason) && note.trim() === '' ? (['note'] as const) : []),
  ...(countCodePoints(note) > maxNoteLength ? (['noteTooLong'] as const) : []),
]

const acceptAll = () => []

const validators: Readonly<Record<Action, (values: ActionFormValues) => readonly FieldError[]>> = {
  publish: acceptAll,
  pause: acceptAll,
  resume: acceptAll,
  close: (values) => validateReason(values, false),
  stop: (values) => validateReason(values, true),
  createVersion: acceptAll,
  duplicate: ({ newName }) => (countCodePoints(newName) === 0 ? ['name'] : countCodePoints(newName) > maxNameLength ? ['nameTooLong'] : []),
  delete: acceptAll,
}

/** What a person sees of a name and can type: no invisible characters, one kind of apostrophe, single spaces. */
const normalizeName = (name: string) =>
  name
    .normalize()
    .replace(/[\p{Cf}\p{Cc}]/gu, ' ')
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()

/** Everything that keeps the values from being sent. `nameToType`: the name that has to be typed, if one has to. */
export function validate(action: Action, values: ActionFormValues, nameToType: string | null): readonly FieldError[] {
  const errors = validators[action](values)
  const isNameMistyped = nameToType !== null && normalizeName(values.typedName) !== normalizeName(nameToType)
  return isNameMistyped ? [...errors, 'typedName'] : errors
}

const buildEmptyBody = () => ({})

const bodyBuilders: { readonly [A in Action]: (values: ActionFormValues) => RequestBody<A> } = {
  publish: buildEmptyBody,
  pause: ({ days }) => ({ days }),
  resume: buildEmptyBody,
  close: ({ reason, note }) => ({ reason: reason === '' ? null : reason, note }),
  stop: ({ reason, note }) => ({ reason: stopReasons.find((known) => known === reason) ?? 'other', note }),
  createVersion: buildEmptyBody,
  duplicate: ({ newName }) => ({ name: newName }),
  delete: buildEmptyBody,
}

/** The body of the action's request. Only for values without errors. */
export const toRequestBody = (action: Action, values: ActionFormValues): object => bodyBuilders[action](values)
