/** What jsdom lacks and the console needs: as little as tells the truth about a page that nobody lays out. */

const intersectionCallbacks = new Set<() => void>()

/** Says that something is in sight when `comeIntoSight` is called, and never before: nothing is laid out here. */
class IntersectionObserverStub implements Pick<IntersectionObserver, 'observe' | 'disconnect'> {
  readonly #callback: () => void

  constructor(callback: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
    this.#callback = () => callback([{ isIntersecting: true }])
  }

  observe(): void {
    intersectionCallbacks.add(this.#callback)
  }

  disconnect(): void {
    intersectionCallbacks.delete(this.#callback)
  }
}

/** As if the page had been scrolled to whatever the console watches for. */
export const triggerIntersections = (): void => intersectionCallbacks.forEach((callback) => callback())

/** Never says anything: nothing has a size here. */
class ResizeObserverStub implements Pick<ResizeObserver, 'observe' | 'unobserve' | 'disconnect'> {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Popovers that are open. */
const openPopovers = new WeakSet<Element>()

/** Whether a popover is open. */
export const isPopoverOpen = (popover: Element | null): boolean => popover !== null && openPopovers.has(popover)

function togglePopover(this: HTMLElement, options?: boolean | { readonly force?: boolean }): boolean {
  const force = typeof options === 'object' ? options.force : options
  if (force ?? !openPopovers.has(this)) openPopovers.add(this)
  else openPopovers.delete(this)
  return openPopovers.has(this)
}

const idleCallbacks = new Set<IdleRequestCallback>()

/** No browser is ever idle here, unless a test says so. */
function requestIdleCallback(callback: IdleRequestCallback): number {
  idleCallbacks.add(callback)
  return 0
}

/** As if the console had its answers and the browser nothing to do: what was put off is done. */
export function runIdleCallbacks(): void {
  for (const callback of idleCallbacks) callback({ didTimeout: false, timeRemaining: () => 50 })
  idleCallbacks.clear()
}

/** Here everybody wants nothing to move. */
const matchMedia = (query: string): Pick<MediaQueryList, 'matches'> => ({ matches: query === '(prefers-reduced-motion: reduce)' })

/** Adds them. */
export function installPolyfills(): void {
  Object.assign(globalThis, { requestIdleCallback, cancelIdleCallback: () => idleCallbacks.clear() })
  Object.assign(globalThis, {
    IntersectionObserver: IntersectionObserverStub,
    ResizeObserver: ResizeObserverStub,
    matchMedia,
    scrollTo: () => {},
  })
  Object.assign(HTMLElement.prototype, { togglePopover, scrollIntoView: () => {} })
}
