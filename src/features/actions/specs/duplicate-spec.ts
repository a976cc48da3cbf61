import { Copy } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Creating another journey from a version. */
export const duplicateSpec: ActionSpec<'duplicate'> = {
  ...plainSpec,
  icon: Copy,
  fields: ['newName'],
  toBody: ({ newName }) => ({ name: newName }),
  followUp: 'open',
}
