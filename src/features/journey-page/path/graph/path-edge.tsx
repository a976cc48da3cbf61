import { EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react'
import { useFormatter } from 'use-intl'
import { usePathNow } from './path-graph-context.ts'
import type { DrawnWay } from './path-layout.ts'
import styles from './path-edge.module.css'
import { usePathWords } from '#features/journey-page/path/activities/use-path-labels.ts'

/** How far a way goes straight down before it turns, in pixels. */
const turnsAfter = 10

/** A way of the graph: as wide as many people have gone it, with its name, its share, and how many they are. */
export function PathWay({ data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }: EdgeProps<Edge<{ way: DrawnWay }>>) {
  const format = useFormatter()
  const words = usePathWords()
  const { version, steps, widest } = usePathNow()
  const [line] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    offset: turnsAfter,
    centerY: sourceY + turnsAfter,
    borderRadius: 8,
  })
  const step = steps[(data?.way.from ?? 0) - 1]
  const out = step?.activity.next[data?.way.branch ?? 0]
  const forks = step !== undefined && out !== undefined && step.activity.next.length > 1
  const taken = step ? (out?.peopleTaken ?? 0) : version.people.entered
  return (
    <>
      <path d={line} className={styles.stream} style={{ strokeWidth: 2 + (12 * taken) / widest }} />
      <path d={line} className={styles.line} />
      <EdgeLabelRenderer>
        <div className={`${styles.label} ${forks ? styles.fork : ''}`} style={{ transform: `translate(${targetX}px, ${targetY}px)` }}>
          {forks && (
            <span className={styles.name} dir="auto">
              {words.way(out)}
            </span>
          )}
          <span>{format.number(taken)}</span>
        </div>
      </EdgeLabelRenderer>
    </>
  )
}
