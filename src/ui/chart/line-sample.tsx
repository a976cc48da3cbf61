import styles from './chart.module.css'
import type { LineStyle } from './series.ts'

/** Sample of a line of a chart; its name is beside it. */
export function LineSample({ lineStyle }: { readonly lineStyle: LineStyle }) {
  return (
    <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden className={styles.sample}>
      {lineStyle === 'main' && <path d="M0 3h24v5H0z" className={styles.area} />}
      <path d="M1 3h22" className={`${styles.line} ${styles[lineStyle] ?? ''}`} />
    </svg>
  )
}
