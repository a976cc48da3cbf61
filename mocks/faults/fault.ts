import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'

const delayMsSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))

/** What another marketer does to a version; without one, to the live journey with most people. */
export const secondUserActionSchema = v.strictObject({ action: v.picklist(['close', 'stop']), versionId: v.optional(v.string()) })
export type SecondUserAction = v.InferOutput<typeof secondUserActionSchema>

/** What somebody else does while a request is on its way: the session expires, a permission is taken away, another marketer acts, on the version the request names unless another one is named. */
const concurrentChangeSchema = v.union([
  v.strictObject({ expire: v.literal('session') }),
  v.strictObject({ revoke: v.picklist(permissions) }),
  secondUserActionSchema,
])
export type ConcurrentChange = v.InferOutput<typeof concurrentChangeSchema>

/** How something between the console and the backend words its own answers. */
export const gatewayBodies = ['html', 'text', 'json', 'problem', 'empty'] as const

/** What comes back instead of the backend's answer: nothing, a page with status 200, or that something in between could not. */
const gatewayResponseSchema = v.union([
  v.picklist(['networkError', 'captivePortal']),
  v.strictObject({ status: v.picklist([429, 502, 503, 504]), body: v.picklist(gatewayBodies) }),
])
export type GatewayResponse = v.InferOutput<typeof gatewayResponseSchema>

/** Whether the request reaches the backend although its answer does not come back: before that is seen, or so many milliseconds afterwards. */
const deliverySchema = v.union([v.picklist(['never', 'before']), v.strictObject({ afterMs: delayMsSchema })])
export type Delivery = v.InferOutput<typeof deliverySchema>

/** Something that goes wrong with one request. */
export const faultSchema = v.variant('kind', [
  /** Takes time on the way there and on the way back; each piece of a stream on the way back. */
  v.strictObject({ kind: v.literal('delay'), beforeMs: delayMsSchema, afterMs: delayMsSchema }),
  v.strictObject({ kind: v.literal('replace'), response: gatewayResponseSchema, delivery: deliverySchema }),
  /** Delivered once more, so many milliseconds after it was answered. */
  v.strictObject({ kind: v.literal('duplicate'), afterMs: delayMsSchema }),
  /** The backend's JSON, damaged on its way, or as a newer backend would write it. */
  v.strictObject({ kind: v.literal('corrupt'), how: v.picklist(['truncated', 'malformed', 'newerStatus', 'newerField']) }),
  /** Happens to the events of a stream: each comes twice, each two in the wrong order. */
  v.strictObject({ kind: v.literal('reorderEvents'), how: v.picklist(['duplicated', 'swapped']) }),
  /** The stream ends in the middle of the event that follows so many. */
  v.strictObject({ kind: v.literal('truncateStream'), afterEvents: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Somebody does something before the request reaches the backend, or after, before its answer is there. */
  v.strictObject({ kind: v.literal('concurrentChange'), when: v.picklist(['before', 'after']), change: concurrentChangeSchema }),
])
export type Fault = v.InferOutput<typeof faultSchema>
