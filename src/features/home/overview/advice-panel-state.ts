const storageKey = 'advice'

/** Upper bound of the height of the panel, in pixels. */
const maxHeightPx = 4_000

/** Height of the panel when it was last open in this session, in pixels; `null` if it was folded. Only this number is stored. */
export function loadAdvicePanelHeight(): number | null {
  try {
    const height = Number(sessionStorage.getItem(storageKey) ?? NaN)
    return height >= 0 ? Math.min(height, maxHeightPx) : null
  } catch {
    return null
  }
}

/** Stores the height of the open panel; `null`: it is folded. */
export function saveAdvicePanelHeight(height: number | null): void {
  try {
    if (height === null) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, String(Math.round(height)))
  } catch {
    // Storage is unavailable: the panel starts folded next time.
  }
}
