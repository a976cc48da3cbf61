import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { useState, type ReactNode } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import styles from './menu.module.css'
import { useDirection } from '#ui/input/use-direction.ts'
import { useMenuInput } from './use-menu-input.ts'

interface MenuProps {
  /** Accessible name of the button, if its content is not sufficient. */
  readonly label?: string
  readonly trigger: ReactNode
  readonly variant?: 'attached' | 'quiet'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** A menu button: Radix, with the keys and touches that it does not have (`useMenuInput`). */
export function Menu({ label, trigger, variant = 'quiet', align = 'end', children }: MenuProps) {
  const { key } = useLocation()
  const navigationType = useNavigationType()
  const [shownKey, setShownKey] = useState(key)
  const [isOpen, setIsOpen] = useState(false)
  const [openings, setOpenings] = useState(0)
  const { button, changeOpen, triggerProps, contentProps } = useMenuInput(isOpen, (nextOpen) => {
    setIsOpen(nextOpen)
    if (nextOpen) setOpenings((count) => count + 1)
  })
  // Back leaves the place to which the menu belongs. Another navigation may have begun before the menu was opened.
  if (shownKey !== key) {
    setShownKey(key)
    if (navigationType === 'POP') setIsOpen(false)
  }
  return (
    <Dropdown.Root dir={useDirection()} modal={false} open={isOpen} onOpenChange={changeOpen}>
      <Dropdown.Trigger
        {...triggerProps}
        {...(label && { 'aria-label': label })}
        aria-expanded={isOpen || undefined}
        className={`${styles.trigger} ${styles[variant] ?? ''}`}
      >
        {trigger}
      </Dropdown.Trigger>
      {/* Inside the landmark of its button, so that screen readers find it there. */}
      <Dropdown.Portal container={button?.closest<HTMLElement>('main, header') ?? null}>
        {/* A new one each time: Radix does not move the focus into a menu that is opened again before it has disappeared. */}
        <Dropdown.Content
          key={openings}
          {...contentProps}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={styles.menu}
          tabIndex={-1}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}
