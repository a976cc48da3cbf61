/** Stores the columns for this browser, as a text; an empty one for none. */
export function saveColumns(text: string): void {
  try {
    if (text === '') localStorage.removeItem('columns')
    else localStorage.setItem('columns', text)
  } catch {
    // Storage is unavailable: the address has them until the page is left.
  }
}
