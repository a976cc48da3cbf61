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
import { TextPart } from '#ui/text-part.tsx'

interface AdviceListProps {
  readonly id: string
  readonly advice: readonly AdviceItem[]
  /** Total count, including entries beyond those given. */
  readonly total: number
  readonly permissions: readonly Permission[]
  /** Whether a pointer is over the entries: they must not move then. */
  readonly onHoverChange: (isHovered: boolean) => void
}

/** Number of entries shown before the user asks for more. */
const initialCount = 3

const focusFallback = restoreFocusOnUnmount()

/** Stores the height of the open panel, so that its space can be reserved next time. */
const persistHeight = (advice: HTMLElement | null) => {
  if (advice === null) return undefined
  const save = () => saveAdvicePanelHeight(advice.getBoundingClientRect().height)
  save()
  const observer = new ResizeObserver(save)
  observer.observe(advice)
  return () => observer.disconnect()
}

/** Focus fallback: the button for more is unmounted when no entries are left for it; the focus moves to the last entry. */
const keepFocus = (more: HTMLElement | null) => {
  const panel = more?.closest('[role=group]')
  return restoreFocusOnUnmount(() => panel?.querySelector('li:last-child a') ?? null)(more)
}

const composeRefs = (advice: HTMLElement | null) => {
  const [cleanUpFocus, stopPersisting] = [focusFallback(advice), persistHeight(advice)]
  return () => {
    cleanUpFocus()
    stopPersisting?.()
  }
}

/** The journeys that should be ended, each with its reason and a button to close it. */
export function AdviceList({ id, advice, total, permissions, onHoverChange }: AdviceListProps) {
  const t = useTranslations()
  const [visibleCount, setVisibleCount] = useState(initialCount)
  const visible = advice.slice(0, visibleCount)
  // Versions ended from here stay visible, but are not counted.
  const handledCount = advice.filter(({ reasonCode }) => reasonCode === null).length
  const remainingCount = total + handledCount - visible.length
  const list = useRef<HTMLUListElement>(null)
  // Focus: the button is unmounted once all entries are shown, so the first new entry gets the focus.
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
        <p className={styles.more}>
          <TextPart>{t('advice.more', { count: remainingCount })}</TextPart>
          {advice.length > visible.length && (
            <Button ref={keepFocus} variant="quiet" onPress={showAll}>
              {t(total + handledCount > advice.length ? 'advice.showFirst' : 'advice.showAll', { count: advice.length })}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
