import { Trash2 } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Deleting a version. */
export const deleteSpec: ActionSpec<'delete'> = { ...plainSpec, icon: Trash2, confirmsOnEnter: false }
