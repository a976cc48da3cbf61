import { useTranslations } from 'use-intl'
import type { CommandFailure } from '#api/commands/command-store.ts'
import type { ProblemCode } from '#api/contract/problems/problem-codes.ts'
import type { BatchAction } from '#domain/batch.ts'
import type { Verdict } from '#domain/lifecycle.ts'
import { useRejectionSentences, type Sentences } from '#features/version/use-rejection-sentences.ts'
import '#i18n/batch-messages.ts'
import '#i18n/dialog-messages.ts'

/** The refusals that only batches have, and their sentences. */
const refusals = [
  { code: 'preflight-used', message: 'used' },
  { code: 'batch-ended', message: 'ended' },
  { code: 'batch-retried', message: 'retried' },
  { code: 'batch-running', message: 'running' },
  { code: 'typed-count-wrong', message: 'typedCount' },
] as const satisfies readonly { readonly code: ProblemCode; readonly message: string }[]

/** Returns sentences that explain a failed command on batches. `verdict`: whether the action is permitted; `null` if that says nothing. */
export function useBatchRejection() {
  const t = useTranslations()
  const rejectionSentences = useRejectionSentences()
  return (failure: CommandFailure, action: BatchAction, verdict: Verdict | null): Sentences => {
    if (failure === 'unexpected') return [t('batch.outcomeUnknown')]
    const refusal = failure === 'cancelled' ? undefined : refusals.find(({ code }) => code === failure.problem.code)
    if (refusal) return [t(`batch.refusal.${refusal.message}`)]
    return rejectionSentences(failure, action, verdict)
  }
}
