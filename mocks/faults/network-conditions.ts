import * as v from 'valibot'
import { createSeededSchedule, type FaultSchedule } from './fault-schedule.ts'
import type { Fault } from './fault.ts'

/** The network conditions, and outages of the backend. */
export const networkConditions = ['normal', 'slow', 'verySlow', 'answersLost', 'unavailable', 'offline'] as const
export type NetworkCondition = (typeof networkConditions)[number]

/** A network condition, or a seed from which all faults are drawn. */
export const networkConditionSchema = v.union([v.picklist(networkConditions), v.pipe(v.number(), v.safeInteger())])

/** Half of the delay before the backend, half after: the command is applied before the response arrives. */
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

/** The faults of a network condition. */
export const createConditionSchedule = (condition: NetworkCondition | number): FaultSchedule =>
  typeof condition === 'number' ? createSeededSchedule(condition) : schedules[condition]
