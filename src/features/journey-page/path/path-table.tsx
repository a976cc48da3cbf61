/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- browsers forget the roles of a table whose rows are laid out otherwise, as on a narrow screen */
import type { CSSProperties } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople, Version } from '#api/contract/version.ts'
import { UsedThingLink } from '#features/version/uses/used-thing-link.tsx'
import { buildVersionPath } from '#features/version/version-path.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { ActivityIcon } from '#features/journey-page/path/activities/activity-icon.tsx'
import { listUsedBy } from '#features/journey-page/path/activities/used-by-activity.ts'
import { flattenPath, type PathRow } from '#features/journey-page/path/activities/flatten-path.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './path-table.module.css'
import { useDurationText } from '#features/journey-page/path/activities/use-duration.ts'
import { usePathLabels } from '#features/journey-page/path/activities/use-path-labels.ts'
import { TextPart } from '#ui/text-part.tsx'

const focusFallback = restoreFocusOnUnmount()

const countColumns = ['inside', 'passed', 'stopped', 'timedOut'] as const

/** The path as a table: activities in walking order, each branch to its end before the next. */
export function PathTable({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const steps = flattenPath(version.activities)
  const maxInside = Math.max(1, ...steps.map(({ activity }) => activity.inside))
  return (
    <table role="table" className={styles.table}>
      <caption className={styles.caption}>{t('path.caption', { type: t(`type.${version.type}`), count: version.people.entered })}</caption>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row" className={styles.row}>
          {(['activity', 'kind', ...countColumns, 'outgoing'] as const).map((column) => (
            <th key={column} role="columnheader" scope="col" className={styles[column]}>
              {t(`path.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {steps.map((step) => (
          <ActivityRow key={step.activity.id} step={step} steps={steps} maxInside={maxInside} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly step: PathRow
  readonly steps: readonly PathRow[]
  readonly maxInside: number
}

function ActivityRow({ step: { activity, depth }, steps, maxInside }: RowProps) {
  const t = useTranslations()
  const format = useFormatter()
  return (
    <tr role="row" className={styles.row}>
      <th
        role="rowheader"
        scope="row"
        className={styles.activity}
        style={{ '--depth': Math.min(depth, 6) } as CSSProperties}
        dir="auto"
        translate="no"
      >
        {activity.name}
      </th>
      <ActivityKindCell activity={activity} />
      {countColumns.map((count) => (
        <td key={count} role="cell" className={`${styles[count] ?? ''} ${activity[count] === 0 ? styles.none : ''}`}>
          <span className={styles.label} aria-hidden>
            {t(`path.column.${count}`)}
          </span>
          <span>{format.number(activity[count])}</span>
          {count === 'inside' && (
            <span className={styles.bar} style={{ '--full': activity.inside / maxInside } as CSSProperties} aria-hidden />
          )}
        </td>
      ))}
      <td role="cell" className={styles.outgoing}>
        <OutgoingEdges activity={activity} steps={steps} />
      </td>
    </tr>
  )
}

function ActivityKindCell({ activity }: { readonly activity: ActivityWithPeople }) {
  const t = useTranslations()
  const durationText = useDurationText()
  const takesText = durationText(activity.durationMs)
  const [channel, template] = (['activity', 'template'] as const).map((kind) => listUsedBy(activity).find((thing) => thing.kind === kind))
  return (
    <td role="cell" className={styles.kind}>
      <span className={styles.sign}>
        <ActivityIcon kind={activity.kind} />
      </span>
      <TextPart>{t(`kind.${activity.kind}`)}</TextPart>
      {channel && <UsedThingLink thing={channel} />}
      {activity.promised && <span className={styles.promised}>{`${t('path.promised')} `}</span>}
      {takesText && <span className={styles.takes}>{takesText}</span>}
      {template && (
        <span className={styles.takes}>
          <bdi translate="no">{template.name}</bdi>
          <UsedThingLink thing={template} />
        </span>
      )}
    </td>
  )
}

function OutgoingEdges({ activity, steps }: Pick<RowProps, 'steps'> & { readonly activity: ActivityWithPeople }) {
  const t = useTranslations()
  const format = useFormatter()
  const labels = usePathLabels()
  const jump = labels.jump(activity)
  return (
    <>
      {activity.next.length > 0 && (
        <ul className={styles.ways}>
          {activity.next.map((edge) => (
            <li key={edge.to}>
              <span dir="auto" translate="no">{`${labels.edge(edge)} `}</span>
              <span className={styles.taken}>{`${format.number(edge.peopleTaken)} `}</span>
              <span className={styles.to}>
                {t('path.to', { activity: isolateBidi(steps.find((step) => step.activity.id === edge.to)?.activity.name ?? edge.to) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {jump &&
        (activity.jumpTarget ? (
          // The key: React would reuse this element for the text below.
          <span key="link" ref={focusFallback}>
            <Link to={buildVersionPath(activity.jumpTarget)}>{jump}</Link>
          </span>
        ) : (
          <span>{jump}</span>
        ))}
    </>
  )
}
