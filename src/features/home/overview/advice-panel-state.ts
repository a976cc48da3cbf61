const storageKey = 'advice'

/** More than any advice is high, in pixels. */
const maxHeightPx = 4_000

/** How high the advice was when it was last seen open in this session, in pixels; `null`: it was folded. Nothing but this number is remembered. */
export function loadAdvicePanelHeight(): number | null {
  try {
    const height = Number(sessionStorage.getItem(storageKey) ?? NaN)
    return height >= 0 ? Math.min(height, maxHeightPx) : null
  } catch {
    return null
  }
}

/** Remembers how high the open advice is; `null`: it is folded. */
export function saveAdvicePanelHeight(height: number | null): void {
  try {
    if (height === null) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, String(Math.round(height)))
  } catch {
    // Not remembered, then: they are folded next time.
  }
}
