import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import styles from './menu.module.css'
import { ignoreKeyRepeat } from '#ui/input/activation.ts'
import { findNextMenuItem } from './menu-keyboard.ts'

interface MenuProps {
  /** The accessible name of the button, where its content does not say enough. */
  readonly label?: string
  readonly trigger: ReactNode
  readonly variant?: 'attached' | 'quiet'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

const listMenuItems = (menu: HTMLElement) => Array.from(menu.querySelectorAll<HTMLElement>('[role^=menuitem]'))

/**
 * A button that opens a menu, as the ARIA Authoring Practices describe it. Every key is answered at once, and the focus moved by it,
 * so that the next key finds what the one before has done: Radix alone moves the focus a moment later.
 */
export function Menu({ label, trigger, variant = 'quiet', align = 'end', children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const initialIndex = useRef<0 | -1 | null>(null)
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
  const onMenuFocus = (event: FocusEvent<HTMLElement>) => {
    if (initialIndex.current === null) return
    // Else Radix would go on to the first item.
    event.preventDefault()
    const menu = event.currentTarget
    const start = listMenuItems(menu).at(initialIndex.current)
    initialIndex.current = null
    start?.focus({ preventScroll: true })
    // Only now it gets its place, and perhaps so little of it that it scrolls.
    requestAnimationFrame(() => menu.querySelector(':focus')?.scrollIntoView({ block: 'nearest' }))
  }
  const onMenuKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    ignoreKeyRepeat(event)
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const target = findNextMenuItem(event.key, listMenuItems(event.currentTarget))
    const isTab = event.key === 'Tab'
    // Radix refuses Tab, and takes a space for a letter after letters.
    if (isTab || target || (event.key.length === 1 && event.key !== ' ')) event.stopPropagation()
    // From the button on, as if there had been no menu: forwards to what follows it, backwards onto itself.
    if (target || (isTab && event.shiftKey)) event.preventDefault()
    if (isTab || event.key === 'Escape') changeOpen(false)
    else target?.focus()
  }
  return (
    <Dropdown.Root modal={false} open={isOpen} onOpenChange={changeOpen}>
      <Dropdown.Trigger
        ref={setButton}
        {...(label && { 'aria-label': label })}
        aria-expanded={isOpen || undefined}
        className={`${styles.trigger} ${styles[variant] ?? ''}`}
        onKeyDown={onTriggerKeyDown}
        // A press that no pointer and no key has made: by voice, or by a screen reader.
        onClick={(event) => event.detail === 0 && (isOpen ? changeOpen(false) : openAt(0))}
      >
        {trigger}
      </Dropdown.Trigger>
      {/* Within the landmark its button is in, so that it is found there. */}
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
          // The button has it already, or a dialog that an item opened.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}
