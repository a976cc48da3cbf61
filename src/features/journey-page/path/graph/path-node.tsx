import { Handle, Position, type NodeProps } from '@xyflow/react'
import type { CSSProperties, ReactNode } from 'react'
import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople } from '#api/contract/version.ts'
import { pageOf } from '#features/version/version-path.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { ActivityIcon } from '#features/journey-page/path/activities/activity-icon.tsx'
import { usePathNow } from './path-graph-context.ts'
import styles from './path-node.module.css'
import { usePathWords } from '#features/journey-page/path/activities/use-path-labels.ts'

/** A place of the graph: the entry, which has the number 0, or an activity with the people at it. */
export function PathPlace({ id }: NodeProps) {
  const { steps } = usePathNow()
  const place = Number(id)
  const step = steps[place - 1]
  return (
    <>
      {step ? <AtActivity place={place} activity={step.activity} /> : <AtEntry />}
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.end} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.end} />
    </>
  )
}

/** Where a jump leads may be deleted: the focus then stays at its activity. */
const stay = (jump: HTMLElement | null) => {
  const card = jump?.closest<HTMLElement>('[role=group]') ?? null
  return passFocusTo(() => card)(jump)
}

interface CardProps {
  readonly place: number
  readonly label: string
  readonly description?: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** What is focused, and read out in one go. */
function Card({ place, label, description, className, children }: CardProps) {
  const { current, idOf, onKeyDown, onFocus } = usePathNow()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a stop of the walk along the path
    <div
      role="group"
      id={idOf(place)}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- every role has it since ARIA 1.3
      aria-description={description}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a stop of the walk along the path
      tabIndex={place === current ? 0 : -1}
      className={`${styles.card} ${className ?? ''}`}
      onKeyDown={(event) => onKeyDown(event, place)}
      onFocus={(event) => onFocus(event.currentTarget, place)}
    >
      {children}
    </div>
  )
}

function AtEntry() {
  const t = useTranslations()
  const format = useFormatter()
  const words = usePathWords()
  const { version } = usePathNow()
  const { entered } = version.people
  return (
    <Card place={0} label={words.entry(version)} className={styles.entry}>
      <div className={styles.what}>
        <p className={styles.kind}>
          <ActivityIcon kind="entry" />
          <span className={styles.cut}>{t('path.entry')}</span>
        </p>
        <p className={styles.name}>{t(`type.${version.type}`)}</p>
      </div>
      <p className={styles.people}>
        <span className={styles.number}>{format.number(entered)}</span>
        <span className={styles.unit}>{t('path.enteredUnit', { count: entered })}</span>
      </p>
    </Card>
  )
}

interface AtActivityProps {
  readonly place: number
  readonly activity: ActivityWithPeople
}

function AtActivity({ place, activity }: AtActivityProps) {
  const t = useTranslations()
  const format = useFormatter()
  const words = usePathWords()
  const { steps, fullest, current } = usePathNow()
  const { inside, passed, jumpTarget } = activity
  const lost = words.lost(activity)
  const jump = words.jump(activity)
  return (
    <Card
      place={place}
      label={words.place(activity)}
      description={[...words.ways(activity, steps), ...(jump ? [jump] : [])].join('. ')}
      className={inside === 0 ? styles.nobody : undefined}
    >
      <span className={styles.fill} style={{ '--full': inside / fullest } as CSSProperties} aria-hidden />
      <div className={styles.what}>
        <p className={styles.kind}>
          <ActivityIcon kind={activity.kind} />
          <span className={styles.cut}>{words.kind(activity)}</span>
          {activity.promised && <span className={styles.promised}>{t('path.promised')}</span>}
        </p>
        <p className={`${styles.name} ${lost || jump ? styles.oneLine : ''}`} title={activity.name} dir="auto">
          {activity.name}
        </p>
        <p className={styles.detail}>{t('journey.passed', { count: passed })}</p>
        {lost && (
          <p className={`${styles.detail} ${styles.lost}`} title={lost}>
            {lost}
          </p>
        )}
        {jump &&
          (jumpTarget ? (
            <Link
              ref={stay}
              to={pageOf(jumpTarget)}
              className={`${styles.detail} ${styles.jump} nopan`}
              title={jump}
              tabIndex={place === current ? 0 : -1}
            >
              {jump}
            </Link>
          ) : (
            <p className={styles.detail}>{jump}</p>
          ))}
      </div>
      <p className={styles.people}>
        <span className={styles.number}>{format.number(inside)}</span>
        <span className={styles.unit}>{t('path.here')}</span>
      </p>
    </Card>
  )
}
