import * as v from 'valibot'
import { textSchema } from '#api/contract/requests.ts'

/** Opaque identifier of a customer: not an address, nor a name. */
export const personIdSchema = v.pipe(textSchema, v.minLength(1), v.maxLength(100))
