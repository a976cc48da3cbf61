import { TrashIcon } from '#ui/icon.tsx'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Deleting a version. */
export const deleteSpec: ActionSpec<'delete'> = { ...plainSpec, icon: TrashIcon, confirmsOnEnter: false }
