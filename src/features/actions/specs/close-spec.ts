import { closeReasons } from '#domain/ending-reasons.ts'
import { ClosedDoorIcon } from '#ui/icon.tsx'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Closing to new entrances: the recommended way to end. */
export const closeSpec: ActionSpec<'close'> = {
  ...plainSpec,
  icon: ClosedDoorIcon,
  tone: 'advised',
  dialogSize: 'medium',
  impact: { stats: 'closing', sideEffects: ['related'] },
  fields: ['reason', 'note'],
  reasons: { options: closeReasons, isRequired: false },
  confirmsOnEnter: false,
  toBody: ({ reason, note }) => ({ reason: reason === '' ? null : reason, note }),
  followUp: 'relaunch',
}
