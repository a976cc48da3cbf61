import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { Permission } from '#domain/lifecycle.ts'
import { preloadDialogs } from '#features/actions/lazy-dialogs.ts'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { AdviceEntry } from './advice-entry.tsx'
import styles from './advice.module.css'
import { saveAdvicePanelHeight } from './advice-panel-state.ts'
import type { AdviceItem } from './use-advice.ts'

interface AdviceListProps {
  readonly id: string
  readonly advice: readonly AdviceItem[]
  /** How many there are, also beyond those given. */
  readonly total: number
  readonly permissions: readonly Permission[]
  /** Whether a pointer is over the entries: they must not move then. */
  readonly onHoverChange: (isHovered: boolean) => void
}

/** How many are shown before somebody asks for more. */
const initialCount = 3

const focusFallback = restoreFocusOnUnmount()

/** Remembers how high it is, as long as it is open: so much room is kept for it next time. */
const persistHeight = (advice: HTMLElement | null) => {
  if (advice === null) return undefined
  const save = () => saveAdvicePanelHeight(advice.getBoundingClientRect().height)
  save()
  const observer = new ResizeObserver(save)
  observer.observe(advice)
  return () => observer.disconnect()
}

/** What leads to more goes once there is no more: the focus then stays at the last of them. */
const keepFocus = (more: HTMLElement | null) => {
  const list = more?.parentElement
  return restoreFocusOnUnmount(() => list?.querySelector('li:last-child a') ?? null)(more)
}

const composeRefs = (advice: HTMLElement | null) => {
  const [cleanUpFocus, stopPersisting] = [focusFallback(advice), persistHeight(advice)]
  return () => {
    cleanUpFocus()
    stopPersisting?.()
  }
}

/** The journeys that should be ended, each with its reason and the gentle way to end it. */
export function AdviceList({ id, advice, total, permissions, onHoverChange }: AdviceListProps) {
  const t = useTranslations()
  const [visibleCount, setVisibleCount] = useState(initialCount)
  const visible = advice.slice(0, visibleCount)
  // What was ended from here stays in sight, and is not counted any more.
  const handledCount = advice.filter(({ reasonCode }) => reasonCode === null).length
  const remainingCount = total + handledCount - visible.length
  const list = useRef<HTMLUListElement>(null)
  // The button goes once it has shown them all: what it showed first is where one goes on.
  const showAll = () => {
    flushSync(() => setVisibleCount(advice.length))
    list.current?.querySelector<HTMLElement>(`li:nth-child(${initialCount + 1}) a`)?.focus()
  }
  return (
    <div ref={composeRefs} id={id} role="group" aria-label={t('advice.title')} className={styles.advice}>
      <div
        onPointerMove={() => onHoverChange(true)}
        onPointerLeave={() => onHoverChange(false)}
        onPointerEnter={preloadDialogs}
        onFocus={preloadDialogs}
      >
        <ul ref={list}>
          {visible.map((entry) => (
            <AdviceEntry key={entry.id} entry={entry} permissions={permissions} />
          ))}
        </ul>
      </div>
      {remainingCount > 0 && (
        <p ref={keepFocus} className={styles.more}>
          {t('advice.more', { count: remainingCount })}
          {advice.length > visible.length && (
            <Button variant="quiet" onPress={showAll}>
              {t(total + handledCount > advice.length ? 'advice.showFirst' : 'advice.showAll', { count: advice.length })}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
