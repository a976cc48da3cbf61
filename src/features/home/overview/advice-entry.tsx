import { useId } from 'react'
import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { decide, type Permission } from '#domain/lifecycle.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { pageOf } from '#features/version/version-path.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useWords } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Tooltip } from '#ui/tooltip.tsx'
import { passFocusOn, passFocusTo } from '#ui/input/focus-fallback.ts'
import styles from './advice.module.css'
import type { Entry } from './use-advice.ts'

interface AdviceEntryProps {
  readonly entry: Entry
  readonly permissions: readonly Permission[]
}

/** What can be done goes once it is done: the focus then stays with the version. */
const stay = (action: HTMLElement | null) => {
  const entry = action?.closest('li')
  return passFocusTo(() => entry?.querySelector('a') ?? null)(action)
}

/** One version that should be ended: which, why, how many people it is about, and what can be done. */
export function AdviceEntry({ entry, permissions }: AdviceEntryProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = useWords()
  const { version, reasonCode, since, people } = entry
  return (
    <li ref={passFocusOn} className={styles.entry}>
      <span className={styles.name}>
        <Link to={pageOf(version)} className={styles.link} title={version.name}>
          <bdi>{version.name}</bdi>
        </Link>
        <span className={styles.version}>{words.short(version)}</span>
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
          <span ref={stay} className={styles.action}>
            <Way entry={entry} permissions={permissions} />
          </span>
        </>
      )}
    </li>
  )
}

/** What can be done about it: close it, or, where it is closed already, see who is held up. */
function Way({ entry: { version, reasonCode }, permissions }: AdviceEntryProps) {
  const t = useTranslations()
  const id = useId()
  const words = useWords()
  const { choose } = useEnding()
  const labelled = (action: string) => t('actionOn', { action, version: words.title(version) })
  if (reasonCode === 'stalls')
    return (
      <Link to={`${pageOf(version)}?view=people`} className={styles.way} aria-label={labelled(t('advice.seePeople'))}>
        {t('advice.seePeople')}
      </Link>
    )
  const refusal = words.refusal(decide(version, 'close', permissions), 'close')
  return (
    <Tooltip id={id} text={refusal ?? null}>
      <Button
        label={labelled(t('action.close'))}
        state={refusal === undefined ? 'ready' : 'unavailable'}
        describedBy={refusal && id}
        onPress={() => choose('close', version)}
      >
        {t('action.close')}
      </Button>
    </Tooltip>
  )
}
