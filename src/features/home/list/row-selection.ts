import type { KeyboardEvent, MouseEvent } from 'react'
import type { RowSelection } from '#features/home/selection/use-list-selection.tsx'
import { findRowIndex } from './row-keyboard-navigation.ts'

type OnSelect = RowSelection['onSelect']

const findCheckbox = (target: EventTarget) => (target as Element).closest<HTMLElement>('[role=checkbox]')

/** A click with Shift selects rows, and no text. */
export function keepTextSelection(event: MouseEvent<HTMLElement>): void {
  if (event.shiftKey && findCheckbox(event.target)) event.preventDefault()
}

/** Selects a row whose check box is pressed: the rows do not listen for themselves. */
export function selectByClick({ target, shiftKey }: MouseEvent<HTMLElement>, onSelect: OnSelect): void {
  const checkbox = findCheckbox(target)
  if (!checkbox) return
  onSelect(findRowIndex(checkbox), shiftKey)
  checkbox.focus({ preventScroll: true })
}

/** The space bar on the link of a row selects the row, with Shift a range. */
export function selectByKey(event: KeyboardEvent<HTMLElement>, onSelect: OnSelect): void {
  const index = findRowIndex(event.target)
  if (event.key !== ' ' || index < 0 || !(event.target as Element).matches('[role=rowheader] a')) return
  event.preventDefault()
  if (!event.repeat) onSelect(index, event.shiftKey)
}
