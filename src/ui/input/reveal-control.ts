/**
 * Scrolls a control into view, with its label, hint and error where there is room. The last call has priority: if the field is taller than
 * the window, the control and its error are visible.
 */
export function revealControl(control: Element): void {
  const field = control.closest('[data-field]')
  for (const element of [field, field?.querySelector('[data-error]'), control]) element?.scrollIntoView({ block: 'nearest' })
}
