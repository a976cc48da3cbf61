import * as v from 'valibot'
import { drawnSchedule, type Schedule } from './fault-schedule.ts'
import type { Fault } from './fault.ts'

/** How the backend, or the way to it, can be. */
export const modes = ['normal', 'slow', 'verySlow', 'answersLost', 'unavailable', 'offline'] as const
export type Mode = (typeof modes)[number]

/** One of them, or a seed from which everything is drawn that goes wrong. */
export const modeSchema = v.union([v.picklist(modes), v.pipe(v.number(), v.safeInteger())])

/** Half on the way there, half on the way back: what was asked has happened before it is answered. */
const late = (ms: number): Fault => ({ kind: 'late', before: ms / 2, after: ms / 2 })

const always =
  (fault: Fault): Schedule =>
  () => [fault]

const schedules: Readonly<Record<Mode, Schedule>> = {
  normal: () => [],
  slow: always(late(3_000)),
  verySlow: always(late(31_000)),
  answersLost: (endpoint) => (endpoint === 'act' ? [{ kind: 'instead', answer: 'nothing', reaches: 'before' }] : []),
  unavailable: always({ kind: 'instead', answer: { status: 503, body: 'html' }, reaches: 'never' }),
  offline: always({ kind: 'instead', answer: 'nothing', reaches: 'never' }),
}

/** What goes wrong while the backend is like that. */
export const scheduleOfMode = (mode: Mode | number): Schedule => (typeof mode === 'number' ? drawnSchedule(mode) : schedules[mode])
