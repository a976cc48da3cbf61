import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#ui/input/button.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import styles from './home.module.css'

interface ShowMoreProps {
  readonly state: 'ready' | 'busy' | 'failed'
  readonly onMore: () => void
}

const lastName = () => Array.from(document.querySelectorAll<HTMLElement>('[role=rowheader] a')).at(-1) ?? null
const heir = passFocusTo(lastName)

/** Loads further rows as it scrolls into view; a button for those who do not scroll, and for trying again. */
export function ShowMore({ state, onMore }: ShowMoreProps) {
  const t = useTranslations()
  const place = useRef<HTMLSpanElement>(null)
  const more = useEffectEvent(onMore)
  // Only the browser knows when the end of the list comes near: watch for it, anew after each page, for an end that is still in view.
  useEffect(() => {
    if (state !== 'ready' || place.current === null) return
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { rootMargin: '400px' })
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [state])
  return (
    <div ref={heir} className={styles.more}>
      <span ref={place} />
      <Button look="quiet" state={state === 'busy' ? 'busy' : 'ready'} onPress={onMore}>
        {t('home.showMore')}
      </Button>
    </div>
  )
}
