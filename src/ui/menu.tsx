import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { Check } from 'lucide-react'
import { useId, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import styles from './menu.module.css'
import { once } from './press.ts'

interface MenuProps {
  /** The accessible name of the button, where its content does not say enough. */
  readonly label?: string
  readonly trigger: ReactNode
  readonly look?: 'attached' | 'quiet'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** A button that opens a menu, as the ARIA Authoring Practices describe it: arrow-up opens it on its last item. */
export function Menu({ label, trigger, look = 'quiet', align = 'end', children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const startAt = useRef<'first' | 'last'>('first')
  const openOnLast = (event: KeyboardEvent) => {
    once(event)
    startAt.current = event.key === 'ArrowUp' ? 'last' : 'first'
    if (event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(true)
  }
  const enter = (event: FocusEvent) => {
    if (startAt.current === 'first') return
    startAt.current = 'first'
    // Else Radix would go on to the first item.
    event.preventDefault()
    Array.from(content.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])
      .at(-1)
      ?.focus()
  }
  return (
    <Dropdown.Root modal={false} open={open} onOpenChange={setOpen}>
      <Dropdown.Trigger
        ref={setButton}
        {...(label && { 'aria-label': label })}
        className={`${styles.trigger} ${styles[look] ?? ''}`}
        onKeyDown={openOnLast}
      >
        {trigger}
      </Dropdown.Trigger>
      {/* Within the landmark its button is in, so that it is found there. */}
      <Dropdown.Portal container={button?.closest<HTMLElement>('main, header') ?? null}>
        <Dropdown.Content
          ref={content}
          loop
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={styles.menu}
          onFocus={enter}
          onCloseAutoFocus={(event) => {
            // A dialog that an item opened keeps the focus; it gives it back to the trigger when it closes.
            if (document.querySelector('[role=alertdialog]')) event.preventDefault()
          }}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}

interface MenuItemProps {
  readonly children: ReactNode
  readonly icon?: ReactNode
  readonly onSelect: () => void
  /** Why it is not available. It stays reachable, is announced as unavailable, and does nothing. */
  readonly unavailable?: string | undefined
  readonly look?: 'plain' | 'danger'
  readonly current?: boolean
}

/** One thing to do, or one place to go. */
export function MenuItem({ children, icon, onSelect, unavailable, look = 'plain', current = false }: MenuItemProps) {
  const id = useId()
  return (
    <Dropdown.Item
      className={`${styles.item} ${styles[look] ?? ''}`}
      aria-labelledby={id}
      aria-current={current || undefined}
      aria-disabled={unavailable !== undefined || undefined}
      aria-describedby={unavailable === undefined ? undefined : `${id}-why`}
      onSelect={(event) => {
        if (unavailable === undefined) onSelect()
        else event.preventDefault()
      }}
    >
      <span className={styles.icon}>{icon}</span>
      {/* The reason is drawn from the attribute: as text of the item it would belong to what the item is called. */}
      <span className={styles.words} data-why={unavailable}>
        <span id={id}>{children}</span>
        {unavailable !== undefined && (
          <span id={`${id}-why`} hidden>
            {unavailable}
          </span>
        )}
      </span>
    </Dropdown.Item>
  )
}

/** Sets what follows apart. */
export function MenuSeparator() {
  return <Dropdown.Separator className={styles.separator} />
}

/** What the items that follow have in common. */
export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <Dropdown.Label className={styles.heading}>{children}</Dropdown.Label>
}

interface MenuChoiceProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly name: string }[]
  readonly onChange: (value: V) => void
}

/** A choice between a few values, within a menu. */
export function MenuChoice<V extends string>({ label, value, options, onChange }: MenuChoiceProps<V>) {
  return (
    <Dropdown.RadioGroup
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next)
        if (option) onChange(option.value)
      }}
    >
      <MenuHeading>{label}</MenuHeading>
      {options.map((option) => (
        <Dropdown.RadioItem key={option.value} value={option.value} className={styles.item}>
          <span className={styles.icon}>
            <Dropdown.ItemIndicator>
              <Check size={16} aria-hidden />
            </Dropdown.ItemIndicator>
          </span>
          {option.name}
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  )
}
