import type { Action } from '#domain/lifecycle.ts'
import type { ActionSpec } from './action-spec.ts'
import { closeSpec } from './close-spec.ts'
import { createVersionSpec } from './create-version-spec.ts'
import { deleteSpec } from './delete-spec.ts'
import { duplicateSpec } from './duplicate-spec.ts'
import { pauseSpec } from './pause-spec.ts'
import { publishSpec } from './publish-spec.ts'
import { resumeSpec } from './resume-spec.ts'
import { stopSpec } from './stop-spec.ts'

/** Every action, in the order of the menu: the two endings last. A file of its own for each, so that the list loads its four only. */
export const actionSpecs: { readonly [A in Action]: ActionSpec<A> } = {
  publish: publishSpec,
  resume: resumeSpec,
  createVersion: createVersionSpec,
  duplicate: duplicateSpec,
  pause: pauseSpec,
  delete: deleteSpec,
  close: closeSpec,
  stop: stopSpec,
}

/** Every action, in the order of the menu. */
export const menuActions = Object.keys(actionSpecs) as Action[]
