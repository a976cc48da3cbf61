import styles from './skeleton.module.css'

/** The shape of a text that is still to come; `width` in characters. */
export function Skeleton({ width }: { readonly width: number }) {
  return <span className={styles.skeleton} style={{ width: `${width}ch` }} aria-hidden />
}
