import { useId } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { decide, type Permission } from '#domain/lifecycle.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import { focusSiblingOnUnmount, restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './advice.module.css'
import type { AdviceItem } from './use-advice.ts'

interface AdviceEntryProps {
  readonly entry: AdviceItem
  readonly permissions: readonly Permission[]
}

/** Focus fallback: the button is unmounted after its action; the focus moves to the link of the version. */
const keepFocus = (action: HTMLElement | null) => {
  const entry = action?.closest('li')
  return restoreFocusOnUnmount(() => entry?.querySelector('a') ?? null)(action)
}

/** One version that should be ended: name, reason, number of people, and the available action. */
export function AdviceEntry({ entry, permissions }: AdviceEntryProps) {
  const t = useTranslations()
  const format = useFormatter()
  const labels = useVersionLabels()
  const { version, reasonCode, since, people } = entry
  return (
    <li ref={focusSiblingOnUnmount} className={styles.entry}>
      <span className={styles.name}>
        <Link to={buildVersionPath(version)} className={styles.link} title={version.name}>
          <bdi translate="no">{version.name}</bdi>
        </Link>
        <span className={styles.version}>{labels.shortVersion(version)}</span>
      </span>
      <span className={styles.reason}>
        {reasonCode === null ? (
          <StatusBadge status={version.status} peopleInside={version.peopleInside} />
        ) : (
          t(`advice.reason.${reasonCode}`, { count: people, date: format.dateTime(new Date(since), { dateStyle: 'medium' }) })
        )}
      </span>
      {reasonCode !== null && (
        <>
          <span className={styles.people}>{t('advice.inside', { count: version.peopleInside })}</span>
          <span ref={keepFocus} className={styles.action}>
            <AdviceAction entry={entry} permissions={permissions} />
          </span>
        </>
      )}
    </li>
  )
}

/** The action of the entry: close, or, if the version is closed already, show the people who stall the drain. */
function AdviceAction({ entry: { version, reasonCode }, permissions }: AdviceEntryProps) {
  const t = useTranslations()
  const id = useId()
  const labels = useVersionLabels()
  const { requestAction } = useActions()
  const formatLabel = (action: string) => t('actionOn', { action, version: labels.title(version) })
  if (reasonCode === 'stalls')
    return (
      <Link to={`${buildVersionPath(version)}?view=people`} className={styles.seePeople} aria-label={formatLabel(t('advice.seePeople'))}>
        {t('advice.seePeople')}
      </Link>
    )
  const unavailableReason = labels.unavailableReason(decide(version, 'close', permissions), 'close')
  return (
    <Tooltip id={id} text={unavailableReason ?? null}>
      <Button
        label={formatLabel(t('action.close'))}
        state={unavailableReason === undefined ? 'ready' : 'unavailable'}
        describedBy={unavailableReason && id}
        onPress={() => requestAction('close', version)}
      >
        {t('action.close')}
      </Button>
    </Tooltip>
  )
}
