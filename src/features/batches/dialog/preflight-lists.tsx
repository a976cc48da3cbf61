import { useTranslations } from 'use-intl'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import { useBatchReason } from '#features/batches/state/use-batch-reason.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import styles from './batch-dialog.module.css'

/** How many versions are named for each reason. */
const maxNames = 3

/** The versions of other teams, those that are left as they are, by reason, and those with most people. Last in the dialog, so that nothing moves. */
export function PreflightLists({ preflight: { largest, refused, otherTeams = [] } }: { readonly preflight: Preflight }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const writeReason = useBatchReason()
  return (
    <>
      {otherTeams.length > 0 && (
        <section className={styles.list}>
          <h3 className={styles.heading}>{t('batch.otherTeams')}</h3>
          <ul className={styles.largest}>
            {otherTeams.map(({ team, count }) => (
              <li key={team}>
                <bdi translate="no" className={styles.name}>
                  {team}
                </bdi>
                <span className={styles.number}>{t('batch.otherTeamCount', { count })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {refused.map(({ reasonCode, count, versions }) => (
        <section key={reasonCode} className={styles.list}>
          <h3 className={styles.heading}>{t('batch.refusedGroup', { reason: writeReason(reasonCode), count })}</h3>
          <ul className={styles.names}>
            {versions.slice(0, maxNames).map((version) => (
              <li key={version.versionId}>
                <bdi translate="no">{version.name === '' ? version.versionId : labels.title(version)}</bdi>
              </li>
            ))}
            {count > maxNames && <li>{t('batch.more', { count: count - Math.min(maxNames, versions.length) })}</li>}
          </ul>
        </section>
      ))}
      {largest.length > 0 && (
        <section className={styles.list}>
          <h3 className={styles.heading}>{t('batch.largest')}</h3>
          <ul className={styles.largest}>
            {largest.map((version) => (
              <li key={version.id}>
                <bdi translate="no" className={styles.name}>
                  {labels.title(version)}
                </bdi>
                <span className={styles.number}>{t('impact.inside', { count: version.peopleInside })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
