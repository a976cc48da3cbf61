import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PendingConfirmation } from '#features/actions/state/action-context.ts'
import { formatDraftKey, type FormDraft, type FormDrafts } from '#features/actions/state/form-drafts.ts'
import { reasonsByAction, type ActionFormValues } from './action-form.ts'

const toDraftValues = (action: PendingConfirmation['action'], { reason, note, newName }: ActionFormValues): FormDraft['values'] =>
  action === 'duplicate' ? { newName } : { reason, note }

/** The values of the form in a dialog. They start with what the same user has filled in before for the same version. */
export function useActionForm({ action, version }: PendingConfirmation, userId: string, drafts: FormDrafts) {
  const t = useTranslations()
  const [refusals, setRefusals] = useState(0)
  const [values, setValues] = useState<ActionFormValues>(() => {
    const draft = drafts.get(formatDraftKey(action, version.id))
    const emptyValues: ActionFormValues = {
      reason: '',
      note: '',
      typedName: '',
      newName: t('confirm.copyOf', { name: version.name }),
      days: 3,
    }
    const initialValues = { ...emptyValues, ...(draft?.userId === userId && draft.values) }
    // Closing has a reason that stopping does not have.
    return reasonsByAction[action]?.some((reason) => reason === initialValues.reason) ? initialValues : { ...initialValues, reason: '' }
  })
  return {
    values,
    change: (nextValues: ActionFormValues) => {
      setValues(nextValues)
      drafts.set(formatDraftKey(action, version.id), { userId, values: toDraftValues(action, nextValues) })
    },
    /** How often the values were refused. Their errors are shown after the first time. */
    refusals,
    refuse: () => setRefusals((count) => count + 1),
    hideErrors: () => setRefusals(0),
  }
}
