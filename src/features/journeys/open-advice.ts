const name = 'advice'

/** How many lines of advice were open when they were last seen in this session; 0: they were folded. Nothing but this number is remembered. */
export function openAdvice(): number {
  try {
    return Math.min(Math.max(Math.trunc(Number(sessionStorage.getItem(name))) || 0, 0), 20)
  } catch {
    return 0
  }
}

/** Remembers how many lines of advice are open; 0: they are folded. */
export function rememberOpenAdvice(lines: number): void {
  try {
    sessionStorage.setItem(name, String(lines))
  } catch {
    // Not remembered, then: they are folded next time.
  }
}
