import type { RowLayout } from '#ui/virtual-rows/row-window.ts'
import { findPlace, readPlaceOf, type NavigationMemory, type ReturnToPlace, type ShownList } from './navigation-memory.ts'

/** Where a page was left. */
export interface Place {
  readonly rowCount: number
  /** Which rows of a list were in the document; absent if all of them were. */
  readonly rowLayout?: RowLayout | undefined
  /** The index of the row of the link that was followed; -1 for none. */
  readonly rowIndex: number
  readonly scrollY: number
  /** The link that was followed: the n-th with this address, and its distance from the top of the window. */
  readonly link: { readonly href: string; readonly index: number; readonly top: number } | null
}

const listLinks = (href: string) =>
  Array.from(document.querySelectorAll<HTMLAnchorElement>('main a')).filter(({ pathname, search }) => pathname + search === href)

function capturePlace({ rowCount, rowLayout }: NavigationMemory, href: string): Place {
  const links = listLinks(href)
  const focused = links.findIndex((link) => link === document.activeElement)
  const index = Math.max(focused, 0)
  const link = links[index]
  return {
    rowCount,
    rowLayout: rowLayout ? { window: rowLayout.window, measurements: rowLayout.takeMeasurements() } : undefined,
    rowIndex: Number(link?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1),
    scrollY,
    link: link ? { href, index, top: link.getBoundingClientRect().top } : null,
  }
}

/** Records where the page on screen is left, just before another one replaces it. `target`: the address of that one. */
export function recordPlace(memory: NavigationMemory, target: string): void {
  const { pathname, search } = new URL(target)
  if (memory.shownKey !== undefined) memory.places.set(memory.shownKey, capturePlace(memory, pathname + search))
  memory.returnToPlace = createReturn(memory)
}

/** The link by which the page was left, or another one with the same address. */
const findFollowedLink = ({ link }: Place) => {
  const links = link ? listLinks(link.href) : []
  return links[link?.index ?? 0] ?? links[0]
}

/** Focuses the link by which the page was left, unless the user has moved the focus elsewhere. Returns whether it did. */
export function focusFollowedLink(place: Place): boolean {
  const link = findFollowedLink(place)
  const { activeElement } = document
  if (link === undefined || (activeElement !== document.body && activeElement?.localName !== 'h1')) return false
  link.focus({ preventScroll: true })
  return true
}

const userInputs = ['wheel', 'touchmove', 'keydown', 'pointerdown']

/** Scrolls so that the link by which the page was left is where it was. Returns by how many pixels it was off; 0 without such a link. */
function scrollToLink(place: Place): number {
  const link = findFollowedLink(place)
  if (link === undefined || place.link === null) return 0
  const distance = link.getBoundingClientRect().top - place.link.top
  scrollBy(0, distance)
  return Math.abs(distance)
}

/** Frames for which the link has to stay in its place, and the most frames to wait for that. */
const steadyFrames = 5
const maxFrames = 60

/**
 * Scrolls to the place where a page was left. Rows off screen are not in the document, and their heights are not known: the rows around the
 * place come once it has been scrolled to, and may move it. A user who scrolls or types meanwhile is not moved.
 */
function scrollToPlace(place: Place): void {
  scrollTo(0, place.scrollY)
  scrollToLink(place)
  const controller = new AbortController()
  for (const type of userInputs) window.addEventListener(type, () => controller.abort(), { signal: controller.signal })
  const align = (frame: number, steadySince: number) => {
    if (controller.signal.aborted || frame === maxFrames || frame - steadySince === steadyFrames) return controller.abort()
    const isSteady = scrollToLink(place) < 1
    requestAnimationFrame(() => align(frame + 1, isSteady ? steadySince : frame))
  }
  requestAnimationFrame(() => align(0, 0))
}

/** Returns a function for the list on screen: it loads as many rows as before, scrolls to the place that was left, and focuses the row. */
function createReturn(memory: NavigationMemory): ReturnToPlace {
  let pending: Place | undefined
  const finish = () => {
    pending = undefined
  }
  return ({ location, rowCount, hasMore, isFetching, onMore, onReturned }: ShownList, hasArrived: boolean) => {
    if (hasArrived) {
      pending = findPlace(memory, location)
      // The router leaves the scroll position to the link back.
      if (readPlaceOf(location.state) !== null) scrollTo(0, 0)
    }
    if (pending === undefined || rowCount === 0) return undefined
    if (rowCount < pending.rowCount && hasMore) {
      const controller = new AbortController()
      // A user who scrolls or types meanwhile is not moved.
      for (const type of userInputs) window.addEventListener(type, finish, { signal: controller.signal })
      // Not while the list is being read anyway: a live update may call off the read of a further page.
      if (!isFetching) onMore()
      return () => controller.abort()
    }
    const place = pending
    finish()
    scrollToPlace(place)
    if (focusFollowedLink(place)) onReturned()
    return undefined
  }
}
