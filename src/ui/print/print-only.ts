import './print-only.css'

/** Prints one element of the page and nothing around it. */
export function printOnly(element: HTMLElement): void {
  const printed = element
  printed.dataset['printing'] = ''
  // Some browsers do not block while the print dialog is open.
  addEventListener('afterprint', () => delete printed.dataset['printing'], { once: true })
  print()
}
