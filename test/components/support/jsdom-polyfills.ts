/** What jsdom lacks and the console needs: as little as tells the truth about a page that nobody lays out. */

const watched = new Set<() => void>()

/** Says that something is in sight when `comeIntoSight` is called, and never before: nothing is laid out here. */
class SightObserver implements Pick<IntersectionObserver, 'observe' | 'disconnect'> {
  readonly #callback: () => void

  constructor(callback: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
    this.#callback = () => callback([{ isIntersecting: true }])
  }

  observe(): void {
    watched.add(this.#callback)
  }

  disconnect(): void {
    watched.delete(this.#callback)
  }
}

/** As if the page had been scrolled to whatever the console watches for. */
export const comeIntoSight = (): void => watched.forEach((callback) => callback())

/** Never says anything: nothing has a size here. */
class SizeObserver implements Pick<ResizeObserver, 'observe' | 'unobserve' | 'disconnect'> {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Popovers that are open. */
const open = new WeakSet<Element>()

/** Whether a popover is open. */
export const isOpen = (popover: Element | null): boolean => popover !== null && open.has(popover)

function togglePopover(this: HTMLElement, options?: boolean | { readonly force?: boolean }): boolean {
  const force = typeof options === 'object' ? options.force : options
  if (force ?? !open.has(this)) open.add(this)
  else open.delete(this)
  return open.has(this)
}

const later = new Set<IdleRequestCallback>()

/** No browser is ever idle here, unless a test says so. */
function requestIdleCallback(callback: IdleRequestCallback): number {
  later.add(callback)
  return 0
}

/** As if the console had its answers and the browser nothing to do: what was put off is done. */
export function becomeIdle(): void {
  for (const callback of later) callback({ didTimeout: false, timeRemaining: () => 50 })
  later.clear()
}

/** Here everybody wants nothing to move. */
const matchMedia = (query: string): Pick<MediaQueryList, 'matches'> => ({ matches: query === '(prefers-reduced-motion: reduce)' })

/** Adds them. */
export function addWhatIsMissing(): void {
  Object.assign(globalThis, { requestIdleCallback, cancelIdleCallback: () => later.clear() })
  Object.assign(globalThis, { IntersectionObserver: SightObserver, ResizeObserver: SizeObserver, matchMedia, scrollTo: () => {} })
  Object.assign(HTMLElement.prototype, { togglePopover, scrollIntoView: () => {} })
}
