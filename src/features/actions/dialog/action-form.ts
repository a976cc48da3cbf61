import { maxNameLength, maxNoteLength, type RequestBody } from '#api/contract/requests.ts'
import { closeReasons, requiresNote, stopReasons, type CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'
import { foldTypography, removeSpacesBesideSigns } from '#domain/typography.ts'

/** The values of the form so far. Fields that the action does not have are ignored. */
export interface ActionFormValues {
  /** Empty: none chosen. */
  readonly reason: CloseReason | ''
  readonly note: string
  readonly typedName: string
  readonly newName: string
  readonly days: number
}

/** Validation errors; each has a message (`confirm.fieldError.*`) shown at its field. */
export type FieldError = 'reason' | 'note' | 'noteTooLong' | 'typedNameMissing' | 'typedName' | 'name' | 'nameTooLong'

/** The reasons an action offers; `null` for an action without a reason field. */
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

/** Normalizes a name to the form that people type: no invisible characters, one kind of quotes and dashes, single spaces. */
const normalizeName = (name: string) =>
  removeSpacesBesideSigns(Array.from(name.normalize(), foldTypography).join('')).replace(/ +/g, ' ').trim()

/** All validation errors of the values. `nameToType`: the name that has to be typed, if required. */
export function validate(action: Action, values: ActionFormValues, nameToType: string | null): readonly FieldError[] {
  const errors = validators[action](values)
  const typedName = normalizeName(values.typedName)
  if (nameToType === null || typedName === normalizeName(nameToType)) return errors
  return [...errors, typedName === '' ? 'typedNameMissing' : 'typedName']
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
