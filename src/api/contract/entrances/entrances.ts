import * as v from 'valibot'
import { countSchema, idSchema, instantSchema } from '#api/contract/primitives.ts'
import { textSchema } from '#api/contract/requests.ts'
import { personIdSchema } from './person-id.ts'

/** Maximum number of people in one request. */
export const maxEntrances = 1_000

/** Maximum number of attributes of a person. */
const maxAttributes = 50

const attributeText = v.pipe(textSchema, v.maxLength(200))

const personSchema = v.strictObject({
  id: personIdSchema,
  /** Identifies the entrance: the same one sent again lets the person enter once. */
  key: v.optional(v.pipe(textSchema, v.minLength(1), v.maxLength(100))),
  /** Values that decide which branch the person takes, by the names of the conditions of the version. */
  attributes: v.optional(
    v.pipe(
      v.custom<Record<string, string>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'not an object'),
      v.record(attributeText, attributeText),
      v.check((attributes) => Object.keys(attributes).length <= maxAttributes, `at most ${maxAttributes} attributes`),
    ),
  ),
})

/** The body of `POST /api/versions/{id}/entrances`. */
export const entranceRequestSchema = v.strictObject({
  people: v.pipe(v.array(personSchema), v.minLength(1), v.maxLength(maxEntrances)),
})

/** The response: who entered, and who did not. */
export const entrancesSchema = v.object({
  asOf: instantSchema,
  /** Number of people who entered with this request. */
  entered: countSchema,
  /** Number of entrances that were sent before, under the same key. */
  repeated: countSchema,
  /** The people who did not enter: those `inside` already, and those who may not enter again (`reentrance`). */
  refused: v.array(v.object({ id: idSchema, reason: v.picklist(['inside', 'reentrance', 'refused']) })),
})

/** Lets customers enter a version. */
export const entrancesRoute = { method: 'POST', path: '/api/versions/{id}/entrances', response: entrancesSchema } as const
