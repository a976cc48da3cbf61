import { useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import { ignoreKeyRepeat } from '#ui/input/activation.ts'
import { findNextMenuItem } from './menu-keyboard.ts'

const listMenuItems = (menu: HTMLElement) => Array.from(menu.querySelectorAll<HTMLElement>('[role^=menuitem]'))

/**
 * What is added to Radix, for the menu button of the ARIA Authoring Practices:
 *
 * - Each key moves the focus synchronously. Radix moves it in a timer, and a key that follows at once starts from the previous item.
 * - Arrow up on the button opens the menu on its last item.
 * - A letter leads to the next item that begins with it, whatever was typed before, and whatever its accent. Space then presses the item.
 * - Tab closes the menu and leaves it. Radix blocks it.
 * - A finger opens the menu by a tap. Radix opens it as soon as a finger is down, although it may scroll.
 * - A click without pointer or key, of voice control or a screen reader, opens and closes it.
 * - A held key presses nothing.
 */
export function useMenuInput(isOpen: boolean, setIsOpen: (isOpen: boolean) => void) {
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
    setIsOpen(true)
  }
  const triggerProps = {
    ref: setButton,
    onKeyDown: (event: KeyboardEvent) => {
      ignoreKeyRepeat(event)
      if (event.defaultPrevented || !['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return
      event.preventDefault()
      openAt(event.key === 'ArrowUp' ? -1 : 0)
    },
    onPointerDown: (event: PointerEvent) => {
      const isMouse = event.pointerType === 'mouse'
      // An open menu closes by itself as soon as a finger is down outside of it.
      opensOnTap.current = !isMouse && !isOpen
      if (!isMouse) event.preventDefault()
    },
    onClick: ({ detail }: MouseEvent) => {
      if (detail === 0) return isOpen ? changeOpen(false) : openAt(0)
      return opensOnTap.current && setIsOpen(true)
    },
  }
  const contentProps = {
    ref: content,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (initialIndex.current === null) return
      // Otherwise Radix would move on to the first item.
      event.preventDefault()
      const menu = event.currentTarget
      const start = listMenuItems(menu).at(initialIndex.current)
      initialIndex.current = null
      start?.focus({ preventScroll: true })
      // The menu is positioned only now, and may be so low that it scrolls.
      requestAnimationFrame(() => menu.querySelector(':focus')?.scrollIntoView({ block: 'nearest' }))
    },
    onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
      ignoreKeyRepeat(event)
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const target = findNextMenuItem(event.key, listMenuItems(event.currentTarget))
      const isTab = event.key === 'Tab'
      if (isTab || target || (event.key.length === 1 && event.key !== ' ')) event.stopPropagation()
      // Tab continues from the button: forwards to its successor, backwards to the button itself.
      if (target || (isTab && event.shiftKey)) event.preventDefault()
      if (isTab || event.key === 'Escape') changeOpen(false)
      else target?.focus()
    },
    // The focus is already on the button, or in a dialog that an item opened.
    onCloseAutoFocus: (event: Event) => event.preventDefault(),
  }
  return { button, changeOpen, triggerProps, contentProps }
}
