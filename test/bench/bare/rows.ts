/** A version as a row of the bare console shows it. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly number: number
  readonly status: 'live' | 'closed' | 'stopped'
  readonly peopleInside: number
  /** Milliseconds since the epoch. */
  readonly updatedAt: number
  /** When, by whom and why it was ended. */
  readonly ended: { readonly at: number; readonly by: string; readonly reason: string } | null
}

const names = ['Welcome series', 'Cart reminder', 'Birthday voucher', 'Flight delay care', 'Spring offer', 'Payment overdue']
const places = ['France', 'Spain', 'Italy', 'Norway', 'Japan', 'Brazil', 'Canada', 'Ghana', 'India', 'Peru']
const day = 86_400_000

/** Rows of a list of 60 versions, as many as the demo has. Deterministic but for the time. */
export const createRows = (now: number, count = 60): readonly Row[] =>
  Array.from({ length: count }, (_, index) => {
    const isEnded = index % 3 === 2
    return {
      id: `version-${index}`,
      name: `${names[index % names.length]} ${places[Math.floor(index / names.length) % places.length]}`,
      number: 1 + (index % 5),
      status: isEnded ? 'stopped' : 'live',
      peopleInside: isEnded ? 0 : (index * 7919) % 20_000,
      updatedAt: now - index * day,
      ended: isEnded ? { at: now - index * day, by: 'Ana Ruiz', reason: 'Wrong audience' } : null,
    }
  })
