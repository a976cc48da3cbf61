import { useState } from 'react'
import { validate } from '#features/actions/dialog/action-form.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { BatchAction } from '#domain/batch.ts'
import { parseTypedCount } from './batch-dialog-state.ts'

const initialValues: ActionFormValues = { reason: '', note: '', typedName: '', newName: '', days: 1 }

/** The form of a batch: reason and note as for one version, and the typed number. `countToType`: `null` for none. */
export function useBatchForm(action: BatchAction, countToType: number | null) {
  const [enteredValues, setValues] = useState(initialValues)
  const [typedCount, setTypedCount] = useState('')
  const [refusals, setRefusals] = useState(0)
  // Closing has a reason that stopping does not have.
  const hasReason = actionSpecs[action].reasons?.options.some((option) => option === enteredValues.reason)
  const values: ActionFormValues = hasReason ? enteredValues : { ...enteredValues, reason: '' }
  const isCountWrong = countToType !== null && parseTypedCount(typedCount) !== countToType
  const countError = !isCountWrong ? null : typedCount.trim() === '' ? ('typedCountMissing' as const) : ('typedCount' as const)
  return {
    values,
    typedCount,
    change: setValues,
    changeTypedCount: setTypedCount,
    errors: validate(action, values, null),
    countError,
    /** How often the values were refused. Their errors are shown after the first time. */
    refusals,
    refuse: () => setRefusals((count) => count + 1),
    hideErrors: () => setRefusals(0),
  }
}
