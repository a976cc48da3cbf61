import { useTranslations } from 'use-intl'
import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import '#i18n/batch-messages.ts'

/** The reasons for which ending a version can be refused, or fail. */
export const knownReasons = [
  'notLive',
  'nobodyCanEnterADraft',
  'nobodyIsInADraft',
  'turnTestModeOffInstead',
  'resumeItFirst',
  'alreadyClosed',
  'alreadyStopped',
  'nobodyIsInside',
  'everyoneHasLeft',
  'notPermitted',
  'notYourTeam',
  'unknownStatus',
  'deleted',
  'notFound',
  'changed',
  'conflict',
  'internalError',
] as const satisfies readonly BatchReasonCode[]

/** Returns the words for why a version was not ended: short, because they stand for one version or for many. */
export function useBatchReason() {
  const t = useTranslations()
  return (code: string): string => {
    const known = knownReasons.find((reason) => reason === code)
    return known ? t(`batch.reason.${known}`) : t('batch.reason.other', { code })
  }
}
