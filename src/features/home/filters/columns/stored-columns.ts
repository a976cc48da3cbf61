/** The columns that this browser has stored, as a text; empty for none. */
export function loadColumns(): string {
  try {
    return localStorage.getItem('columns') ?? ''
  } catch {
    return ''
  }
}
