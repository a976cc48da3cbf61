import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'

const delayMsSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))

/** Action of the second user on a version; without an id, on the live journey with the most people. */
export const secondUserActionSchema = v.strictObject({ action: v.picklist(['close', 'stop']), versionId: v.optional(v.string()) })
export type SecondUserAction = v.InferOutput<typeof secondUserActionSchema>

/**
 * A concurrent change while a request is in flight: the session expires, a permission is revoked, or the second user acts (by default on
 * the version of the request).
 */
const concurrentChangeSchema = v.union([
  v.strictObject({ expire: v.literal('session') }),
  v.strictObject({ revoke: v.picklist(permissions) }),
  secondUserActionSchema,
])
export type ConcurrentChange = v.InferOutput<typeof concurrentChangeSchema>

/** Body formats of the responses that a gateway generates itself. */
export const gatewayBodies = ['html', 'text', 'json', 'problem', 'empty'] as const

/** The response in place of the backend's: a network error, a captive portal (a page with status 200), or a gateway error. */
const gatewayResponseSchema = v.union([
  v.picklist(['networkError', 'captivePortal']),
  v.strictObject({ status: v.picklist([429, 502, 503, 504]), body: v.picklist(gatewayBodies) }),
])
export type GatewayResponse = v.InferOutput<typeof gatewayResponseSchema>

/** Whether and when the backend receives the request although its response is lost: never, before the fault shows, or `afterMs` later. */
const deliverySchema = v.union([v.picklist(['never', 'before']), v.strictObject({ afterMs: delayMsSchema })])
export type Delivery = v.InferOutput<typeof deliverySchema>

/** A fault of one request. */
export const faultSchema = v.variant('kind', [
  /** Delays the request and the response; in a stream, delays each chunk by `afterMs`. */
  v.strictObject({ kind: v.literal('delay'), beforeMs: delayMsSchema, afterMs: delayMsSchema }),
  v.strictObject({ kind: v.literal('replace'), response: gatewayResponseSchema, delivery: deliverySchema }),
  /** Delivers the request a second time, `afterMs` milliseconds after its response. */
  v.strictObject({ kind: v.literal('duplicate'), afterMs: delayMsSchema }),
  /** Damages the backend's JSON, or rewrites it as a newer backend would. */
  v.strictObject({ kind: v.literal('corrupt'), how: v.picklist(['truncated', 'malformed', 'newerStatus', 'newerField']) }),
  /** Reorders a stream: each event duplicated, or each pair swapped. */
  v.strictObject({ kind: v.literal('reorderEvents'), how: v.picklist(['duplicated', 'swapped']) }),
  /** Truncates a stream in the middle of the event after the first `afterEvents`. */
  v.strictObject({ kind: v.literal('truncateStream'), afterEvents: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Applies a concurrent change before the backend receives the request, or after it and before the response. */
  v.strictObject({ kind: v.literal('concurrentChange'), when: v.picklist(['before', 'after']), change: concurrentChangeSchema }),
])
export type Fault = v.InferOutput<typeof faultSchema>
