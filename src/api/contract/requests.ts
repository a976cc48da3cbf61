import { closeReasons, requiresNote, stopReasons } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { versionSchema } from './version.ts'

/** Maximum length of a journey name, in code points. */
export const maxNameLength = 200
/** Maximum length of a note, in code points. */
export const maxNoteLength = 2000

/** The longest pause, in days. */
export const maxPauseDays = 14

/** The message of an issue with an empty text. */
export const requiredMessage = 'required'
/** The message of an issue with a text that is too long. */
export const formatMaxLength = (length: number): string => `at most ${length} characters`

const countCodePoints = (text: string): number => Array.from(text).length

/** Text that is safe to store and show: no lone surrogates, and no NUL, which PostgreSQL cannot store. */
export const textSchema = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed(), 'not well-formed Unicode'),
  v.check((text) => !text.includes('\0'), 'no NUL'),
)

/** The note of an ending. */
export const noteSchema = v.optional(
  v.pipe(
    textSchema,
    v.trim(),
    v.check((text) => countCodePoints(text) <= maxNoteLength, formatMaxLength(maxNoteLength)),
  ),
  '',
)

/** The name of a journey. */
export const nameSchema = v.pipe(
  textSchema,
  v.trim(),
  v.minLength(1, requiredMessage),
  v.check((text) => countCodePoints(text) <= maxNameLength, formatMaxLength(maxNameLength)),
)

const emptyBodySchema = v.strictObject({})

/** The body of each action's POST. */
export const requestSchemas = {
  publish: emptyBodySchema,
  /** `days`: time until the version resumes automatically. */
  pause: v.strictObject({ days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxPauseDays)) }),
  resume: emptyBodySchema,
  close: v.pipe(
    v.strictObject({ reason: v.optional(v.nullable(v.picklist(closeReasons)), null), note: noteSchema }),
    v.forward(
      v.check(({ reason, note }) => reason === null || !requiresNote(reason) || note !== '', requiredMessage),
      ['note'],
    ),
  ),
  stop: v.pipe(
    v.strictObject({ reason: v.picklist(stopReasons), note: noteSchema }),
    v.forward(
      v.check(({ reason, note }) => !requiresNote(reason) || note !== '', requiredMessage),
      ['note'],
    ),
  ),
  createVersion: emptyBodySchema,
  duplicate: v.strictObject({ name: nameSchema }),
  delete: emptyBodySchema,
} satisfies Record<Action, v.GenericSchema>

/** The request that the client sends for an action. */
export type RequestBody<A extends Action> = v.InferInput<(typeof requestSchemas)[A]>

/** The last segment of the path of each action. */
export const actionSegments = {
  publish: 'publish',
  pause: 'pause',
  resume: 'resume',
  close: 'close',
  stop: 'stop',
  createVersion: 'create-version',
  duplicate: 'duplicate',
  delete: 'delete',
} as const satisfies Record<Action, string>

/** Executes an action on a version. */
export const getActionRoute = (action: Action) =>
  ({ method: 'POST', path: `/api/versions/{id}/${actionSegments[action]}`, response: versionSchema }) as const
