import { EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react'
import { useFormatter } from 'use-intl'
import { usePathGraphState } from './path-graph-context.ts'
import type { GraphEdge } from './path-layout.ts'
import styles from './path-edge.module.css'
import { usePathLabels } from '#features/journey-page/path/activities/use-path-labels.ts'

/** Length of the vertical part of an edge before its bend, in pixels. */
const bendOffsetPx = 10

/** An edge of the graph: its width follows the number of people; with branch name, share and count. */
export function PathEdge({
  data,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<Edge<{ edge: GraphEdge }>>) {
  const format = useFormatter()
  const labels = usePathLabels()
  const { version, steps, maxTaken } = usePathGraphState()
  const [pathData] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    offset: bendOffsetPx,
    centerY: sourceY + bendOffsetPx,
    borderRadius: 8,
  })
  const row = steps[(data?.edge.from ?? 0) - 1]
  const outgoing = row?.activity.next[data?.edge.branch ?? 0]
  const isFork = row !== undefined && outgoing !== undefined && row.activity.next.length > 1
  const taken = row ? (outgoing?.peopleTaken ?? 0) : version.people.entered
  return (
    <>
      <path d={pathData} className={styles.stream} style={{ strokeWidth: 2 + (12 * taken) / maxTaken }} />
      <path d={pathData} className={styles.line} />
      <EdgeLabelRenderer>
        <div className={`${styles.label} ${isFork ? styles.fork : ''}`} style={{ transform: `translate(${targetX}px, ${targetY}px)` }}>
          {isFork && (
            <span className={styles.name} dir="auto" translate="no">
              {labels.edge(outgoing)}
            </span>
          )}
          <span>{format.number(taken)}</span>
        </div>
      </EdgeLabelRenderer>
    </>
  )
}
