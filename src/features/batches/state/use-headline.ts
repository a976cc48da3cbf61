import { useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import { chooseHeadline } from '#domain/batch.ts'
import '#i18n/batch-messages.ts'

/** Returns the sentence about a batch. It is chosen from its counts alone. */
export function useHeadline() {
  const t = useTranslations()
  return ({ action, counts }: Pick<Batch, 'action' | 'counts'>): string => {
    const { kind, done, selected, problems } = chooseHeadline(counts)
    switch (kind) {
      case 'running': {
        const sentence = t(`batches.running.${action}`, { done, selected })
        return problems > 0 ? `${sentence} ${t('batches.runningProblems', { count: problems })}` : sentence
      }
      case 'allDone':
        return t(`batches.allDone.${action}`, { selected })
      case 'partlyDone':
        return t(`batches.partlyDone.${action}`, { done, selected, rest: selected - done })
      case 'noneDone':
        return t(`batches.noneDone.${action}`, { selected })
    }
  }
}
