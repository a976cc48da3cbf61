import { Handle, Position, type NodeProps } from '@xyflow/react'
import type { CSSProperties, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ActivityWithPeople } from '#api/contract/version.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { ActivityIcon } from '#features/journey-page/path/activities/activity-icon.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { usePathGraphState } from './path-graph-context.ts'
import styles from './path-node.module.css'
import { usePathLabels } from '#features/journey-page/path/activities/use-path-labels.ts'

/** A node of the graph: the entry (number 0), or an activity with the people at it. */
export function PathNode({ id }: NodeProps) {
  const { steps } = usePathGraphState()
  const nodeIndex = Number(id)
  const step = steps[nodeIndex - 1]
  return (
    <>
      {step ? <ActivityNode nodeIndex={nodeIndex} activity={step.activity} /> : <EntryNode />}
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.end} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.end} />
    </>
  )
}

/** Focus fallback: the target of a jump may be deleted; the focus then stays at the activity. */
const keepFocus = (jump: HTMLElement | null) => {
  const card = jump?.closest<HTMLElement>('[role=group]') ?? null
  return restoreFocusOnUnmount(() => card)(jump)
}

interface NodeCardProps {
  readonly nodeIndex: number
  readonly label: string
  readonly description?: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** The focusable part, announced as one label. */
function NodeCard({ nodeIndex, label, description, className, children }: NodeCardProps) {
  const { currentIndex, getNodeId, onKeyDown, onFocus } = usePathGraphState()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- focus stop of the keyboard navigation along the path
    <div
      role="group"
      id={getNodeId(nodeIndex)}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- global attribute since ARIA 1.3
      aria-description={description}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- focus stop of the keyboard navigation along the path
      tabIndex={nodeIndex === currentIndex ? 0 : -1}
      className={`${styles.card} ${className ?? ''}`}
      onKeyDown={(event) => onKeyDown(event, nodeIndex)}
      onFocus={(event) => onFocus(event.currentTarget, nodeIndex)}
    >
      {children}
    </div>
  )
}

function NodePeople({ count, unit }: { readonly count: number; readonly unit: string }) {
  const format = useFormatter()
  return (
    <p className={styles.people}>
      <span className={`${styles.number} ${count >= 1_000_000 ? styles.long : ''}`}>{format.number(count)}</span>
      <span className={styles.unit}>{unit}</span>
    </p>
  )
}

function EntryNode() {
  const t = useTranslations()
  const labels = usePathLabels()
  const { version } = usePathGraphState()
  const { entered } = version.people
  return (
    <NodeCard nodeIndex={0} label={labels.entry(version)} className={styles.entry}>
      <div className={styles.content}>
        <p className={styles.kind}>
          <ActivityIcon kind="entry" />
          <span className={styles.cut}>{t('path.entry')}</span>
        </p>
        <p className={styles.name}>{t(`type.${version.type}`)}</p>
      </div>
      <NodePeople count={entered} unit={t('path.enteredUnit', { count: entered })} />
    </NodeCard>
  )
}

interface ActivityNodeProps {
  readonly nodeIndex: number
  readonly activity: ActivityWithPeople
}

function ActivityNode({ nodeIndex, activity }: ActivityNodeProps) {
  const t = useTranslations()
  const labels = usePathLabels()
  const { steps, maxInside, currentIndex } = usePathGraphState()
  const { inside, passed, jumpTarget } = activity
  const lostPeople = labels.lostPeople(activity)
  const jump = labels.jump(activity)
  return (
    <NodeCard
      nodeIndex={nodeIndex}
      label={labels.node(activity)}
      description={[...labels.outgoingEdges(activity, steps), ...(jump ? [jump] : [])].join('. ')}
      className={inside === 0 ? styles.empty : undefined}
    >
      <span className={styles.fill} style={{ '--full': inside / maxInside } as CSSProperties} aria-hidden />
      <div className={styles.content}>
        <p className={styles.kind}>
          <ActivityIcon kind={activity.kind} />
          <span className={styles.cut}>{labels.kind(activity)}</span>
          {activity.promised && <span className={styles.promised}>{t('path.promised')}</span>}
        </p>
        <p className={`${styles.name} ${lostPeople || jump ? styles.oneLine : ''}`} title={activity.name} dir="auto" translate="no">
          {activity.name}
        </p>
        <p className={styles.detail}>{t('journey.passed', { count: passed })}</p>
        {lostPeople && (
          <p className={`${styles.detail} ${styles.lost}`} title={lostPeople}>
            {lostPeople}
          </p>
        )}
        {jump &&
          (jumpTarget ? (
            <span ref={keepFocus} className={styles.jumpPlace}>
              <Link
                to={buildVersionPath(jumpTarget)}
                className={`${styles.detail} ${styles.jump} nopan`}
                title={jump}
                tabIndex={nodeIndex === currentIndex ? 0 : -1}
              >
                {jump}
              </Link>
            </span>
          ) : (
            <p className={styles.detail}>{jump}</p>
          ))}
      </div>
      <NodePeople count={inside} unit={t('path.here')} />
    </NodeCard>
  )
}
