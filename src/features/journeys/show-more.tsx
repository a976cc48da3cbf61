import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#ui/button.tsx'
import styles from './home.module.css'

/** Loads further rows as it scrolls into view; a button for those who do not scroll. */
export function ShowMore({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const t = useTranslations()
  const place = useRef<HTMLDivElement>(null)
  const more = useEffectEvent(onMore)
  // Only the browser knows when the end of the list comes near: watch for it, anew after each page, for an end that is still in view.
  useEffect(() => {
    if (busy || place.current === null) return
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { rootMargin: '400px' })
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [busy])
  return (
    <div ref={place} className={styles.more}>
      <Button look="quiet" state={busy ? 'busy' : 'ready'} onPress={onMore}>
        {t('home.showMore')}
      </Button>
    </div>
  )
}
