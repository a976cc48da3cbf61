import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { Permission } from '#domain/lifecycle.ts'
import { preloadConfirmation } from '#features/actions/lazy-dialogs.ts'
import { Button } from '#ui/input/button.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { AdviceEntry } from './advice-entry.tsx'
import styles from './advice.module.css'
import { rememberOpenAdvice } from './advice-panel-state.ts'
import type { Entry } from './use-advice.ts'

interface AdviceListProps {
  readonly id: string
  readonly advice: readonly Entry[]
  /** How many there are, also beyond those given. */
  readonly total: number
  readonly permissions: readonly Permission[]
  /** Whether a pointer is over the entries: they must not move then. */
  readonly onPoint: (pointed: boolean) => void
}

/** How many are shown before somebody asks for more. */
const few = 3

const heir = passFocusTo()

/** Remembers how high it is, as long as it is open: so much room is kept for it next time. */
const openAs = (advice: HTMLElement | null) => {
  if (advice === null) return undefined
  const remember = () => rememberOpenAdvice(advice.getBoundingClientRect().height)
  remember()
  const sizes = new ResizeObserver(remember)
  sizes.observe(advice)
  return () => sizes.disconnect()
}

/** What leads to more goes once there is no more: the focus then stays at the last of them. */
const stay = (more: HTMLElement | null) => {
  const list = more?.parentElement
  return passFocusTo(() => list?.querySelector('li:last-child a') ?? null)(more)
}

const frame = (advice: HTMLElement | null) => {
  const [pass, forget] = [heir(advice), openAs(advice)]
  return () => {
    pass()
    forget?.()
  }
}

/** The journeys that should be ended, each with its reason and the gentle way to end it. */
export function AdviceList({ id, advice, total, permissions, onPoint }: AdviceListProps) {
  const t = useTranslations()
  const [most, setMost] = useState(few)
  const shown = advice.slice(0, most)
  // What was ended from here stays in sight, and is not counted any more.
  const handled = advice.filter(({ reasonCode }) => reasonCode === null).length
  const more = total + handled - shown.length
  const list = useRef<HTMLUListElement>(null)
  // The button goes once it has shown them all: what it showed first is where one goes on.
  const showAll = () => {
    flushSync(() => setMost(advice.length))
    list.current?.querySelector<HTMLElement>(`li:nth-child(${few + 1}) a`)?.focus()
  }
  return (
    <div ref={frame} id={id} role="group" aria-label={t('advice.title')} className={styles.advice}>
      <div
        onPointerMove={() => onPoint(true)}
        onPointerLeave={() => onPoint(false)}
        onPointerEnter={preloadConfirmation}
        onFocus={preloadConfirmation}
      >
        <ul ref={list}>
          {shown.map((entry) => (
            <AdviceEntry key={entry.id} entry={entry} permissions={permissions} />
          ))}
        </ul>
      </div>
      {more > 0 && (
        <p ref={stay} className={styles.more}>
          {t('advice.more', { count: more })}
          {advice.length > shown.length && (
            <Button look="quiet" onPress={showAll}>
              {t(total + handled > advice.length ? 'advice.showFirst' : 'advice.showAll', { count: advice.length })}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
