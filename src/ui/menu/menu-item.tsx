import * as Dropdown from '@radix-ui/react-dropdown-menu'
import { Check } from 'lucide-react'
import { useId, type KeyboardEvent, type ReactNode } from 'react'
import type { To } from 'react-router'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './menu.module.css'

/** Focus fallback: from a removed item to its menu, from a removed menu to its button. */
const keepFocus = (item: HTMLElement | null) => {
  const menu = item?.closest<HTMLElement>('[role=menu]') ?? null
  return restoreFocusOnUnmount(() => (menu?.isConnected ? menu : document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')))(
    item,
  )
}

const itemProps = { ref: keepFocus, tabIndex: -1 }

interface MenuItemProps {
  readonly children: ReactNode
  readonly icon?: ReactNode
  readonly onSelect: () => void
  /** Why it is unavailable. It stays focusable, is announced as unavailable, and does nothing. */
  readonly unavailable?: string | undefined
  readonly variant?: 'plain' | 'danger'
}

interface MenuLinkProps {
  readonly children: ReactNode
  readonly to: To
  /** Whether it leads to the place that is shown. */
  readonly current: boolean
}

/** The browser opens the link of a modified Enter in a new tab: Radix would press the item without the modifier. */
const keepModifiedEnter = (event: KeyboardEvent) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation()
}

/** A link to another place. As every link it can be opened in a new tab. */
export function MenuLink({ children, to, current }: MenuLinkProps) {
  return (
    <Dropdown.Item {...itemProps} asChild className={`${styles.item} ${styles.plain ?? ''}`} aria-current={current || undefined}>
      <Link to={to} onKeyDownCapture={keepModifiedEnter}>
        <span className={styles.icon} />
        <span className={styles.words}>{children}</span>
      </Link>
    </Dropdown.Item>
  )
}

/** An action. */
export function MenuItem({ children, icon, onSelect, unavailable, variant = 'plain' }: MenuItemProps) {
  const id = useId()
  return (
    <Dropdown.Item
      {...itemProps}
      className={`${styles.item} ${styles[variant] ?? ''}`}
      aria-labelledby={id}
      aria-disabled={unavailable !== undefined || undefined}
      aria-describedby={unavailable === undefined ? undefined : `${id}-why`}
      onSelect={(event) => {
        if (unavailable === undefined) onSelect()
        else event.preventDefault()
      }}
    >
      <span className={styles.icon}>{icon}</span>
      {/* The reason is drawn from the attribute: as text of the item it would be part of the accessible name. */}
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

/** A separator. */
export function MenuSeparator() {
  return <Dropdown.Separator className={styles.separator} />
}

/** The label of a group of items. */
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
        <Dropdown.RadioItem {...itemProps} key={option.value} value={option.value} className={styles.item}>
          <span className={styles.icon}>
            <Dropdown.ItemIndicator>
              <Check size={16} aria-hidden />
            </Dropdown.ItemIndicator>
          </span>
          <span>{option.name}</span>
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  )
}
