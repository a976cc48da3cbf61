import { useFormatter, useTranslations } from 'use-intl'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import { ProblemError } from '#api/http/errors.ts'
import { maxBatchItems, type BatchAction } from '#domain/batch.ts'
import { FramedStats } from '#features/actions/impact/framed-stats.tsx'
import { buildCount, listClosingCounts, listStoppingCounts } from '#features/actions/impact/impact-stats.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useMeasurementSentence } from '#features/version/use-measurement-sentence.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './batch-dialog.module.css'
import type { PreflightState } from './use-preflight.ts'

interface PreflightSectionProps {
  readonly action: BatchAction
  readonly preflight: PreflightState
  readonly onRetry: () => void
}

/** What the batch would do, in numbers; while they load, their places. */
export function PreflightSection({ action, preflight, onRetry }: PreflightSectionProps) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const data: Preflight | undefined = preflight.kind === 'loaded' ? preflight.preflight : undefined
  const measurement = useMeasurementSentence()(data)
  if (preflight.kind === 'failed') {
    const { error } = preflight
    const isTooMany = error instanceof ProblemError && error.problem.code === 'too-many-selected'
    return (
      <ErrorMessage retry={{ label: t('app.tryAgain'), onPress: onRetry }}>
        {isTooMany ? t('batch.tooMany', { most: maxBatchItems }) : `${t('batch.failed')} ${failureSentence(error)}`}
      </ErrorMessage>
    )
  }
  const language = { t, format }
  const estimated = { ...language, isEstimate: data?.basis === 'estimate' }
  const counts = { people: data?.peopleInside, messages: data?.messages }
  const refused = data && data.selected - data.endable
  return (
    <section className={styles.preflight} aria-label={t('impact.title')} aria-busy={data === undefined}>
      <FramedStats
        stats={[
          buildCount(language, 'journeys', data?.endable, (count) => t(`batch.endable.${action}`, { count })),
          buildCount(language, 'refused', refused, (count) => t('batch.refused', { count })),
          ...(action === 'close' ? listClosingCounts(counts, estimated, true) : listStoppingCounts(counts, estimated)),
        ]}
      />
      <p className={styles.asOf}>
        {data ? (
          [t('batch.checked', { time: format.dateTime(new Date(data.asOf), { timeStyle: 'long' }) }), measurement ?? ''].join(' ').trim()
        ) : (
          <Skeleton width={48} />
        )}
      </p>
    </section>
  )
}
