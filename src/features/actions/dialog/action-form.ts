import * as v from 'valibot'
import { formatMaxLength, maxNameLength, maxNoteLength, requestSchemas, requiredMessage } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import { foldTypography, removeSpacesBesideSigns } from '#domain/typography.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'

/** Validation errors; each has a message (`confirm.fieldError.*`) shown at its field. */
export type FieldError = 'reason' | 'note' | 'noteTooLong' | 'typedNameMissing' | 'typedName' | 'name' | 'nameTooLong'

/**
 * The error of each issue of a request schema that a user can cause by typing, by its path and its message or type. The backend explains
 * the others.
 */
const fieldErrorByIssue: Readonly<Record<string, FieldError>> = {
  'reason picklist': 'reason',
  [`note ${requiredMessage}`]: 'note',
  [`note ${formatMaxLength(maxNoteLength)}`]: 'noteTooLong',
  [`name ${requiredMessage}`]: 'name',
  [`name ${formatMaxLength(maxNameLength)}`]: 'nameTooLong',
}

/** Normalizes a name to the form that people type: no invisible characters, one kind of quotes and dashes, single spaces. */
const normalizeName = (name: string) =>
  removeSpacesBesideSigns(Array.from(name.normalize(), foldTypography).join('')).replace(/ +/g, ' ').trim()

/** The body of the action's request, which its schema checks. */
export const toRequestBody = (action: Action, values: ActionFormValues): object => actionSpecs[action].toBody(values)

/** All validation errors of the values, by the schema of the request. `nameToType`: the name that has to be typed, if required. */
export function validate(action: Action, values: ActionFormValues, nameToType: string | null): readonly FieldError[] {
  const { issues = [] } = v.safeParse<v.GenericSchema>(requestSchemas[action], toRequestBody(action, values))
  const errors = issues.flatMap((issue) => {
    const path = v.getDotPath(issue)
    return fieldErrorByIssue[`${path} ${issue.message}`] ?? fieldErrorByIssue[`${path} ${issue.type}`] ?? []
  })
  const typedName = normalizeName(values.typedName)
  if (nameToType === null || typedName === normalizeName(nameToType)) return errors
  return [...errors, typedName === '' ? 'typedNameMissing' : 'typedName']
}
