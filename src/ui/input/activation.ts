import type { KeyboardEvent, MouseEvent } from 'react'

/** Ignores key repeat, so that a held key presses a button only once. */
export function ignoreKeyRepeat(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
}

/** Runs `action`, unless the control is marked unavailable or busy: such a control stays reachable but does nothing. */
export const guardAriaDisabled = (action: (() => void) | undefined) => (event: MouseEvent<HTMLElement>) => {
  const { ariaDisabled, ariaBusy } = event.currentTarget
  if (ariaDisabled === 'true' || ariaBusy === 'true') event.preventDefault()
  else action?.()
}
