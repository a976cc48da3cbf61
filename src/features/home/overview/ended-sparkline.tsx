import type { Overview } from '#api/contract/overview.ts'
import styles from './ended-sparkline.module.css'

const bar = 8
const step = 11
const height = 32

/** A bar for each day: what was closed is filled, what was stopped stands upon it in outline. */
export function EndedBars({ days }: { readonly days: Overview['endedLastWeek']['days'] }) {
  const most = Math.max(3, ...days.map(({ closed, stopped }) => closed + stopped))
  const scaled = (count: number) => (count * height) / most
  const width = days.length * step - step + bar
  return (
    <svg viewBox={`0 0 ${width} ${height + 2}`} className={styles.bars} aria-hidden focusable="false">
      {days.map(({ day, closed, stopped }, index) => {
        const [x, filled, outlined] = [index * step, scaled(closed), scaled(stopped)]
        return (
          <g key={day}>
            <rect x={x} y={height + 1} width={bar} height={1} className={styles.ground} />
            {closed > 0 && <rect x={x} y={height - filled} width={bar} height={filled} rx={1} className={styles.closed} />}
            {stopped > 0 && (
              <rect
                x={x + 0.75}
                y={height - filled - outlined + 0.75}
                width={bar - 1.5}
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
