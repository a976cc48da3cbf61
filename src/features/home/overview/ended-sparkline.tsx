import type { Overview } from '#api/contract/overview.ts'
import styles from './ended-sparkline.module.css'

const barWidth = 8
const barStep = 11
const height = 32

/** One bar per day: closed versions filled, stopped ones outlined on top. */
export function EndedSparkline({ days }: { readonly days: Overview['endedLastWeek']['days'] }) {
  const maxEnded = Math.max(3, ...days.map(({ closed, stopped }) => closed + stopped))
  const toHeight = (count: number) => (count * height) / maxEnded
  const width = days.length * barStep - barStep + barWidth
  return (
    <svg viewBox={`0 0 ${width} ${height + 2}`} className={styles.bars} aria-hidden focusable="false">
      {days.map(({ day, closed, stopped }, index) => {
        const [x, filled, outlined] = [index * barStep, toHeight(closed), toHeight(stopped)]
        return (
          <g key={day}>
            <rect x={x} y={height + 1} width={barWidth} height={1} className={styles.baseline} />
            {closed > 0 && <rect x={x} y={height - filled} width={barWidth} height={filled} rx={1} className={styles.closed} />}
            {stopped > 0 && (
              <rect
                x={x + 0.75}
                y={height - filled - outlined + 0.75}
                width={barWidth - 1.5}
                height={Math.max(outlined - 1.5, 1)}
                rx={1}
                className={styles.stopped}
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}
