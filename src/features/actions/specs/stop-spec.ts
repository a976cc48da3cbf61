import { stopReasons } from '#domain/ending-reasons.ts'
import { OctagonIcon } from '#ui/icon.tsx'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Stopping everyone at once: for emergencies. */
export const stopSpec: ActionSpec<'stop'> = {
  ...plainSpec,
  icon: OctagonIcon,
  tone: 'danger',
  dialogSize: 'large',
  impact: { stats: 'stopping', sideEffects: ['messages', 'related'] },
  fields: ['reason', 'note', 'typedName'],
  reasons: { options: stopReasons, isRequired: true },
  confirmsOnEnter: false,
  toBody: ({ reason, note }) => ({ reason, note }),
  followUp: 'relaunch',
  alternative: 'close',
}
