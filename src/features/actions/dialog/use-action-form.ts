import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { maxNameLength } from '#api/contract/requests.ts'
import { buildCopyNameOptions } from '#api/queries/copy-name.ts'
import { buildCopyName } from '#domain/copy-name.ts'
import type { PendingConfirmation } from '#features/actions/state/action-context.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { readDraft, saveDraft } from './form-drafts.ts'

/** `newName` is null until a name is typed or sent: the proposal may still change. */
type EnteredValues = Omit<ActionFormValues, 'newName'> & { readonly newName: string | null }

/** The values of the form in a dialog. They start with what the same user has filled in before for the same version. */
export function useActionForm({ action, version }: PendingConfirmation, userId: string) {
  const client = useQueryClient()
  const [refusals, setRefusals] = useState(0)
  const copyName = useQuery({ ...buildCopyNameOptions(version.id, null), enabled: actionSpecs[action].fields.includes('newName') })
  const [enteredValues, setEnteredValues] = useState<EnteredValues>(() => {
    const initialValues: EnteredValues = {
      reason: '',
      note: '',
      typedName: '',
      newName: null,
      days: 3,
      ...readDraft(client, action, version.id, userId),
    }
    // Closing has a reason that stopping does not have.
    return actionSpecs[action].reasons?.options.some((reason) => reason === initialValues.reason)
      ? initialValues
      : { ...initialValues, reason: '' }
  })
  const proposedName = copyName.data?.proposedName ?? buildCopyName(version.name, 1, maxNameLength)
  return {
    values: { ...enteredValues, newName: enteredValues.newName ?? proposedName },
    /** The name of the new journey, once it is typed or sent. `null`: still the proposal. */
    enteredName: enteredValues.newName,
    change: (nextValues: ActionFormValues) => {
      setEnteredValues(nextValues)
      saveDraft(client, action, version.id, userId, nextValues)
    },
    /** Keeps the proposed name from changing. */
    freezeName: () => setEnteredValues((now) => ({ ...now, newName: now.newName ?? proposedName })),
    /** How often the values were refused. Their errors are shown after the first time. */
    refusals,
    refuse: () => setRefusals((count) => count + 1),
    hideErrors: () => setRefusals(0),
  }
}
