const name = 'advice'

/** More than any advice is high, in pixels. */
const highest = 4_000

/** How high the advice was when it was last seen open in this session, in pixels; `null`: it was folded. Nothing but this number is remembered. */
export function openAdvice(): number | null {
  try {
    const height = Number(sessionStorage.getItem(name) ?? NaN)
    return height >= 0 ? Math.min(height, highest) : null
  } catch {
    return null
  }
}

/** Remembers how high the open advice is; `null`: it is folded. */
export function rememberOpenAdvice(height: number | null): void {
  try {
    if (height === null) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, String(Math.round(height)))
  } catch {
    // Not remembered, then: they are folded next time.
  }
}
