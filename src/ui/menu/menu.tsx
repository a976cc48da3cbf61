import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import styles from './menu.module.css'
import { useDirection } from '#ui/input/use-direction.ts'
import { ignoreKeyRepeat } from '#ui/input/activation.ts'
import { findNextMenuItem } from './menu-keyboard.ts'

interface MenuProps {
  /** Accessible name of the button, if its content is not sufficient. */
  readonly label?: string
  readonly trigger: ReactNode
  readonly variant?: 'attached' | 'quiet'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

const listMenuItems = (menu: HTMLElement) => Array.from(menu.querySelectorAll<HTMLElement>('[role^=menuitem]'))

/**
 * A menu button of the ARIA Authoring Practices. Each key moves the focus synchronously,
 * so that the next key starts from there: Radix alone moves the focus a moment later.
 */
export function Menu({ label, trigger, variant = 'quiet', align = 'end', children }: MenuProps) {
  const { key } = useLocation()
  const navigationType = useNavigationType()
  const [shownKey, setShownKey] = useState(key)
  const [isOpen, setIsOpen] = useState(false)
  // Back leaves the place to which the menu belongs. Another navigation may have begun before the menu was opened.
  if (shownKey !== key) {
    setShownKey(key)
    if (navigationType === 'POP') setIsOpen(false)
  }
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const initialIndex = useRef<0 | -1 | null>(null)
  const opensOnTap = useRef(false)
  const changeOpen = (nextOpen: boolean) => {
    if (!nextOpen && content.current?.contains(document.activeElement)) button?.focus({ preventScroll: true })
    setIsOpen(nextOpen)
  }
  const openAt = (index: 0 | -1) => {
    initialIndex.current = index
    changeOpen(true)
  }
  const onTriggerKeyDown = (event: KeyboardEvent) => {
    ignoreKeyRepeat(event)
    if (event.defaultPrevented || !['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return
    event.preventDefault()
    openAt(event.key === 'ArrowUp' ? -1 : 0)
  }
  const onTriggerPointerDown = (event: PointerEvent) => {
    const isMouse = event.pointerType === 'mouse'
    // An open menu closes by itself as soon as a finger is down outside of it.
    opensOnTap.current = !isMouse && !isOpen
    // Radix opens the menu as soon as a finger is down, although it may scroll. A tap ends in a click.
    if (!isMouse) event.preventDefault()
  }
  const onTriggerClick = (event: MouseEvent) => {
    // A click without pointer or key: voice control, or a screen reader.
    if (event.detail === 0) return isOpen ? changeOpen(false) : openAt(0)
    return opensOnTap.current && changeOpen(true)
  }
  const onMenuFocus = (event: FocusEvent<HTMLElement>) => {
    if (initialIndex.current === null) return
    // Otherwise Radix would move on to the first item.
    event.preventDefault()
    const menu = event.currentTarget
    const start = listMenuItems(menu).at(initialIndex.current)
    initialIndex.current = null
    start?.focus({ preventScroll: true })
    // The menu is positioned only now, and may be so low that it scrolls.
    requestAnimationFrame(() => menu.querySelector(':focus')?.scrollIntoView({ block: 'nearest' }))
  }
  const onMenuKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    ignoreKeyRepeat(event)
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const target = findNextMenuItem(event.key, listMenuItems(event.currentTarget))
    const isTab = event.key === 'Tab'
    // Radix blocks Tab, and treats a space after letters as part of the typeahead.
    if (isTab || target || (event.key.length === 1 && event.key !== ' ')) event.stopPropagation()
    // Tab continues from the button: forwards to its successor, backwards to the button itself.
    if (target || (isTab && event.shiftKey)) event.preventDefault()
    if (isTab || event.key === 'Escape') changeOpen(false)
    else target?.focus()
  }
  return (
    <Dropdown.Root dir={useDirection()} modal={false} open={isOpen} onOpenChange={changeOpen}>
      <Dropdown.Trigger
        ref={setButton}
        {...(label && { 'aria-label': label })}
        aria-expanded={isOpen || undefined}
        className={`${styles.trigger} ${styles[variant] ?? ''}`}
        onKeyDown={onTriggerKeyDown}
        onPointerDown={onTriggerPointerDown}
        onClick={onTriggerClick}
      >
        {trigger}
      </Dropdown.Trigger>
      {/* Inside the landmark of its button, so that screen readers find it there. */}
      <Dropdown.Portal container={button?.closest<HTMLElement>('main, header') ?? null}>
        <Dropdown.Content
          ref={content}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={styles.menu}
          tabIndex={-1}
          onFocus={onMenuFocus}
          onKeyDownCapture={onMenuKeyDown}
          // The focus is already on the button, or in a dialog that an item opened.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}
