import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))

/** What another marketer does to a version; without one, to the live journey with most people. */
export const colleagueDeedSchema = v.strictObject({ action: v.picklist(['close', 'stop']), versionId: v.optional(v.string()) })
export type ColleagueDeed = v.InferOutput<typeof colleagueDeedSchema>

/** What somebody else does while a request is on its way: the session expires, a permission is taken away, another marketer acts, on the version the request names unless another one is named. */
const deedSchema = v.union([
  v.strictObject({ expire: v.literal('session') }),
  v.strictObject({ revoke: v.picklist(permissions) }),
  colleagueDeedSchema,
])
export type Deed = v.InferOutput<typeof deedSchema>

/** How something between the console and the backend words its own answers. */
export const gatewayBodies = ['html', 'text', 'json', 'problem', 'empty'] as const

/** What comes back instead of the backend's answer: nothing, a page with status 200, or that something in between could not. */
const substituteSchema = v.union([
  v.picklist(['nothing', 'page']),
  v.strictObject({ status: v.picklist([429, 502, 503, 504]), body: v.picklist(gatewayBodies) }),
])
export type Substitute = v.InferOutput<typeof substituteSchema>

/** Whether the request reaches the backend although its answer does not come back: before that is seen, or so many milliseconds afterwards. */
const reachesSchema = v.union([v.picklist(['never', 'before']), v.strictObject({ after: milliseconds })])
export type Reaches = v.InferOutput<typeof reachesSchema>

/** Something that goes wrong with one request. */
export const faultSchema = v.variant('kind', [
  /** Takes time on the way there and on the way back; each piece of a stream on the way back. */
  v.strictObject({ kind: v.literal('late'), before: milliseconds, after: milliseconds }),
  v.strictObject({ kind: v.literal('instead'), answer: substituteSchema, reaches: reachesSchema }),
  /** Delivered once more, so many milliseconds after it was answered. */
  v.strictObject({ kind: v.literal('twice'), after: milliseconds }),
  /** The backend's JSON, damaged on its way, or as a newer backend would write it. */
  v.strictObject({ kind: v.literal('garbled'), how: v.picklist(['truncated', 'malformed', 'newerStatus', 'newerField']) }),
  /** Happens to the events of a stream: each comes twice, each two in the wrong order. */
  v.strictObject({ kind: v.literal('events'), how: v.picklist(['twice', 'swapped']) }),
  /** The stream ends in the middle of the event that follows so many. */
  v.strictObject({ kind: v.literal('cut'), after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Somebody does something before the request reaches the backend, or after, before its answer is there. */
  v.strictObject({ kind: v.literal('meanwhile'), when: v.picklist(['before', 'after']), deed: deedSchema }),
])
export type Fault = v.InferOutput<typeof faultSchema>
