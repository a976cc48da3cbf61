import { CirclePause } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Pausing a version for some days. */
export const pauseSpec: ActionSpec<'pause'> = {
  ...plainSpec,
  icon: CirclePause,
  fields: ['days'],
  toBody: ({ days }) => ({ days }),
}
