import { CopyIcon } from '#ui/icon.tsx'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Creating another journey from a version. */
export const duplicateSpec: ActionSpec<'duplicate'> = {
  ...plainSpec,
  icon: CopyIcon,
  fields: ['newName'],
  toBody: ({ newName }) => ({ name: newName }),
  followUp: 'open',
}
