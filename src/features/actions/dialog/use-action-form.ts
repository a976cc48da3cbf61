<<<<<<< HEAD
import { useQuery } from '@tanstack/react-query'
=======
import { useQueryClient } from '@tanstack/react-query'
>>>>>>> w-dialogs
import { useState } from 'react'
import { maxNameLength } from '#api/contract/requests.ts'
import { buildCopyNameOptions } from '#api/queries/copy-name.ts'
import { buildCopyName } from '#domain/copy-name.ts'
import type { PendingConfirmation } from '#features/actions/state/action-context.ts'
import { reasonsByAction, type ActionFormValues } from './action-form.ts'
import { readDraft, saveDraft } from './form-drafts.ts'

type EnteredValues = Omit<ActionFormValues, 'newName'> & { readonly newName: string | null }

/** The values of the form in a dialog. They start with what the same user has filled in before for the same version. */
<<<<<<< HEAD
export function useActionForm({ action, version }: PendingConfirmation, userId: string, drafts: FormDrafts) {
  const [refusals, setRefusals] = useState(0)
  const copyName = useQuery({ ...buildCopyNameOptions(version.id, null), enabled: action === 'duplicate' })
  // `newName` is null until a name is typed or sent: the proposal may still change.
  const [enteredValues, setEnteredValues] = useState<EnteredValues>(() => {
    const draft = drafts.get(formatDraftKey(action, version.id))
    const emptyValues: EnteredValues = {
=======
export function useActionForm({ action, version }: PendingConfirmation, userId: string) {
  const t = useTranslations()
  const client = useQueryClient()
  const [refusals, setRefusals] = useState(0)
  const [values, setValues] = useState<ActionFormValues>(() => {
    const initialValues: ActionFormValues = {
>>>>>>> w-dialogs
      reason: '',
      note: '',
      typedName: '',
      newName: null,
      days: 3,
      ...readDraft(client, action, version.id, userId),
    }
    // Closing has a reason that stopping does not have.
    return reasonsByAction[action]?.some((reason) => reason === initialValues.reason) ? initialValues : { ...initialValues, reason: '' }
  })
  const proposedName = copyName.data?.proposedName ?? buildCopyName(version.name, 1, maxNameLength)
  return {
    values: { ...enteredValues, newName: enteredValues.newName ?? proposedName },
    /** The name of the new journey, once it is typed or sent. `null`: still the proposal. */
    enteredName: enteredValues.newName,
    change: (nextValues: ActionFormValues) => {
<<<<<<< HEAD
      setEnteredValues(nextValues)
      drafts.set(formatDraftKey(action, version.id), { userId, values: toDraftValues(action, nextValues) })
=======
      setValues(nextValues)
      saveDraft(client, action, version.id, userId, nextValues)
>>>>>>> w-dialogs
    },
    /** How often the values were refused. Their errors are shown after the first time. */
    refusals,
    refuse: () => setRefusals((count) => count + 1),
    hideErrors: () => setRefusals(0),
  }
}
