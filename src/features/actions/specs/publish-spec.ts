import { Rocket } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Publishing a draft: customers enter, and the version before is superseded. */
export const publishSpec: ActionSpec<'publish'> = {
  ...plainSpec,
  icon: Rocket,
  dialogSize: 'low',
  impact: { stats: null, sideEffects: ['superseded'] },
  confirmsOnEnter: false,
}
