import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './home.module.css'

interface ShowMoreProps {
  readonly state: 'ready' | 'busy' | 'failed'
  readonly onMore: () => void
}

const findLastRowLink = () => Array.from(document.querySelectorAll<HTMLElement>('[role=rowheader] a')).at(-1) ?? null
const focusFallback = restoreFocusOnUnmount(findLastRowLink)

/** Loads further rows when scrolled into view; also a button, for keyboard use and for retrying. */
export function ShowMore({ state, onMore }: ShowMoreProps) {
  const t = useTranslations()
  const sentinelRef = useRef<HTMLSpanElement>(null)
  // Not while the button has the focus: it is about to be pressed, and must not be gone by then.
  const loadMore = useEffectEvent(() => sentinelRef.current?.parentElement?.contains(document.activeElement) || onMore())
  // Intersection observer, renewed after each page, because the end of the list may still be in view.
  useEffect(() => {
    if (state !== 'ready' || sentinelRef.current === null) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && loadMore(), {
      rootMargin: '400px',
    })
    observer.observe(sentinelRef.current)
    return () => observer.disconnect()
  }, [state])
  return (
    <div ref={focusFallback} className={styles.more}>
      <span ref={sentinelRef} />
      <Button variant="quiet" state={state === 'busy' ? 'busy' : 'ready'} onPress={onMore}>
        {t('home.showMore')}
      </Button>
    </div>
  )
}
