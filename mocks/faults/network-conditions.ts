import * as v from 'valibot'
import { createSeededSchedule, type FaultSchedule } from './fault-schedule.ts'
import type { Fault } from './fault.ts'

/** How the backend, or the way to it, can be. */
export const networkConditions = ['normal', 'slow', 'verySlow', 'answersLost', 'unavailable', 'offline'] as const
export type NetworkCondition = (typeof networkConditions)[number]

/** One of them, or a seed from which everything is drawn that goes wrong. */
export const networkConditionSchema = v.union([v.picklist(networkConditions), v.pipe(v.number(), v.safeInteger())])

/** Half on the way there, half on the way back: what was asked has happened before it is answered. */
const createDelay = (ms: number): Fault => ({ kind: 'delay', beforeMs: ms / 2, afterMs: ms / 2 })

const scheduleAlways =
  (fault: Fault): FaultSchedule =>
  () => [fault]

const schedules: Readonly<Record<NetworkCondition, FaultSchedule>> = {
  normal: () => [],
  slow: scheduleAlways(createDelay(3_000)),
  verySlow: scheduleAlways(createDelay(31_000)),
  answersLost: (endpoint) => (endpoint === 'command' ? [{ kind: 'replace', response: 'networkError', delivery: 'before' }] : []),
  unavailable: scheduleAlways({ kind: 'replace', response: { status: 503, body: 'html' }, delivery: 'never' }),
  offline: scheduleAlways({ kind: 'replace', response: 'networkError', delivery: 'never' }),
}

/** What goes wrong while the backend is like that. */
export const createConditionSchedule = (condition: NetworkCondition | number): FaultSchedule =>
  typeof condition === 'number' ? createSeededSchedule(condition) : schedules[condition]
