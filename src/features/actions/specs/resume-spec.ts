import { CirclePlay } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Resuming a paused version. */
export const resumeSpec: ActionSpec<'resume'> = { ...plainSpec, icon: CirclePlay }
