import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import styles from './menu.module.css'
import { once } from '#ui/input/activation.ts'
import { whereKeyLeads } from './menu-keyboard.ts'

interface MenuProps {
  /** The accessible name of the button, where its content does not say enough. */
  readonly label?: string
  readonly trigger: ReactNode
  readonly look?: 'attached' | 'quiet'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

const itemsOf = (menu: HTMLElement) => Array.from(menu.querySelectorAll<HTMLElement>('[role^=menuitem]'))

/**
 * A button that opens a menu, as the ARIA Authoring Practices describe it. Every key is answered at once, and the focus moved by it,
 * so that the next key finds what the one before has done: Radix alone moves the focus a moment later.
 */
export function Menu({ label, trigger, look = 'quiet', align = 'end', children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const startAt = useRef<0 | -1 | null>(null)
  const change = (opens: boolean) => {
    if (!opens && content.current?.contains(document.activeElement)) button?.focus({ preventScroll: true })
    setOpen(opens)
  }
  const openAt = (place: 0 | -1) => {
    startAt.current = place
    change(true)
  }
  const pressed = (event: KeyboardEvent) => {
    once(event)
    if (event.defaultPrevented || !['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return
    event.preventDefault()
    openAt(event.key === 'ArrowUp' ? -1 : 0)
  }
  const enter = (event: FocusEvent<HTMLElement>) => {
    if (startAt.current === null) return
    // Else Radix would go on to the first item.
    event.preventDefault()
    const menu = event.currentTarget
    const start = itemsOf(menu).at(startAt.current)
    startAt.current = null
    start?.focus({ preventScroll: true })
    // Only now it gets its place, and perhaps so little of it that it scrolls.
    requestAnimationFrame(() => menu.querySelector(':focus')?.scrollIntoView({ block: 'nearest' }))
  }
  const move = (event: KeyboardEvent<HTMLElement>) => {
    once(event)
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const goal = whereKeyLeads(event.key, itemsOf(event.currentTarget))
    const leaves = event.key === 'Tab'
    // Radix refuses Tab, and takes a space for a letter after letters.
    if (leaves || goal || (event.key.length === 1 && event.key !== ' ')) event.stopPropagation()
    // From the button on, as if there had been no menu: forwards to what follows it, backwards onto itself.
    if (goal || (leaves && event.shiftKey)) event.preventDefault()
    if (leaves || event.key === 'Escape') change(false)
    else goal?.focus()
  }
  return (
    <Dropdown.Root modal={false} open={open} onOpenChange={change}>
      <Dropdown.Trigger
        ref={setButton}
        {...(label && { 'aria-label': label })}
        aria-expanded={open || undefined}
        className={`${styles.trigger} ${styles[look] ?? ''}`}
        onKeyDown={pressed}
        // A press that no pointer and no key has made: by voice, or by a screen reader.
        onClick={(event) => event.detail === 0 && (open ? change(false) : openAt(0))}
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
          onFocus={enter}
          onKeyDownCapture={move}
          // The button has it already, or a dialog that an item opened.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}
