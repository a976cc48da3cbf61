import styles from './skeleton.module.css'

/** Placeholder of a text that is loading; `width` in characters. */
export function Skeleton({ width }: { readonly width: number }) {
  return <span className={styles.skeleton} style={{ width: `${width}ch` }} aria-hidden />
}
