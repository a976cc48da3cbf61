import { GitBranchPlus } from 'lucide-react'
import { plainSpec, type ActionSpec } from './action-spec.ts'

/** Creating a draft from the latest version. */
export const createVersionSpec: ActionSpec<'createVersion'> = { ...plainSpec, icon: GitBranchPlus, followUp: 'open' }
