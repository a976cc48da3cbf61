import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PendingConfirmation } from '#features/actions/state/action-context.ts'
import { reasonsByAction, type ActionFormValues } from './action-form.ts'
import { readDraft, saveDraft } from './form-drafts.ts'

/** The values of the form in a dialog. They start with what the same user has filled in before for the same version. */
export function useActionForm({ action, version }: PendingConfirmation, userId: string) {
  const t = useTranslations()
  const client = useQueryClient()
  const [refusals, setRefusals] = useState(0)
  const [values, setValues] = useState<ActionFormValues>(() => {
    const initialValues: ActionFormValues = {
      reason: '',
      note: '',
      typedName: '',
      newName: t('confirm.copyOf', { name: version.name }),
      days: 3,
      ...readDraft(client, action, version.id, userId),
    }
    // Closing has a reason that stopping does not have.
    return reasonsByAction[action]?.some((reason) => reason === initialValues.reason) ? initialValues : { ...initialValues, reason: '' }
  })
  return {
    values,
    change: (nextValues: ActionFormValues) => {
      setValues(nextValues)
      saveDraft(client, action, version.id, userId, nextValues)
    },
    /** How often the values were refused. Their errors are shown after the first time. */
    refusals,
    refuse: () => setRefusals((count) => count + 1),
    hideErrors: () => setRefusals(0),
  }
}
