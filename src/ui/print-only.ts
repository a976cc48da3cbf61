import './print-only.css'

/** Prints one element of the page and nothing around it. */
export function printOnly(element: HTMLElement): void {
  const printed = element
  printed.dataset['printing'] = ''
  // Some browsers go on while they ask for a printer.
  addEventListener('afterprint', () => delete printed.dataset['printing'], { once: true })
  print()
}
