import { onTestFinished } from 'vitest'

/** Polyfills that the console needs and jsdom lacks: the minimum that is correct without layout. */

const intersectionCallbacks = new Set<() => void>()
let isScrolledToEnd = false

/** Reports an intersection on `triggerIntersections`, and at once while scrolled to the end: jsdom has no layout. */
class IntersectionObserverStub implements Pick<IntersectionObserver, 'observe' | 'disconnect'> {
  readonly #callback: () => void

  constructor(callback: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
    this.#callback = () => callback([{ isIntersecting: true }])
  }

  observe(): void {
    intersectionCallbacks.add(this.#callback)
    if (isScrolledToEnd) queueMicrotask(() => intersectionCallbacks.has(this.#callback) && this.#callback())
  }

  disconnect(): void {
    intersectionCallbacks.delete(this.#callback)
  }
}

/** Simulates scrolling: every observed element becomes visible. */
export const triggerIntersections = (): void => intersectionCallbacks.forEach((callback) => callback())

/** Simulates a list that is scrolled to its end, whatever its length. Returns a function that ends the simulation. */
export function scrollToEnd(): () => void {
  isScrolledToEnd = true
  triggerIntersections()
  return () => {
    isScrolledToEnd = false
  }
}

/** Never reports: elements have no size in jsdom. */
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

const idleCallbacks = new Map<number, IdleRequestCallback>()
let lastIdleCallback = 0

let isIdle = false

/** The browser is never idle, until a test calls `runIdleCallbacks`. */
function requestIdleCallback(callback: IdleRequestCallback): number {
  idleCallbacks.set(++lastIdleCallback, callback)
  if (isIdle) setTimeout(runIdleCallbacks)
  return lastIdleCallback
}

/** The browser is busy again, and forgets the deferred callbacks. For the end of a test. */
export function endIdleTime(): void {
  isIdle = false
  idleCallbacks.clear()
}

/** Simulates an idle browser: runs the deferred callbacks, and from now on those that are deferred later. */
export function runIdleCallbacks(): void {
  isIdle = true
  for (const callback of idleCallbacks.values()) callback({ didTimeout: false, timeRemaining: () => 50 })
  idleCallbacks.clear()
}

let isTouchScreen = false

/** Simulates a screen that is touched, until the end of the test. */
export function simulateTouchScreen(): void {
  isTouchScreen = true
  onTestFinished(() => {
    isTouchScreen = false
  })
}

/** Always prefers reduced motion. Never changes. */
const matchMedia = (query: string): Pick<MediaQueryList, 'matches' | 'addEventListener'> => ({
  matches: query === '(prefers-reduced-motion: reduce)' || (isTouchScreen && query === '(hover: none)'),
  addEventListener: () => {},
})

/** Installs the polyfills. */
export function installPolyfills(): void {
  Object.assign(globalThis, { requestIdleCallback, cancelIdleCallback: (id: number) => idleCallbacks.delete(id) })
  Object.assign(globalThis, {
    IntersectionObserver: IntersectionObserverStub,
    ResizeObserver: ResizeObserverStub,
    matchMedia,
    scrollTo: () => {},
    scrollBy: () => {},
    // So high that all rows of a list are on screen.
    innerHeight: 1_000_000,
  })
  Object.assign(HTMLElement.prototype, { togglePopover, scrollIntoView: () => {} })
}
