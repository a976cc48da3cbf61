/** Negative, 0 or positive, as for `Array.prototype.sort`. */
export type Compare<T> = (one: T, other: T) => number

/** The first place in a sorted list from which on `isBeyond` is true; its length if there is none. */
export function findFirstPlace<T>(sorted: readonly T[], isBeyond: (item: T) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBeyond(sorted[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}

/** A list that stays sorted. `compare` is 0 only for the same item. */
export class SortedList<T> {
  readonly #items: T[]
  readonly #compare: Compare<T>

  constructor(items: Iterable<T>, compare: Compare<T>) {
    this.#items = Array.from(items).toSorted(compare)
    this.#compare = compare
  }

  get items(): readonly T[] {
    return this.#items
  }

  add(item: T): void {
    this.#items.splice(this.#findPlace(item), 0, item)
  }

  delete(item: T): void {
    this.#items.splice(this.#findPlace(item), 1)
  }

  /** The place of an item, or where it belongs. */
  #findPlace(item: T): number {
    return findFirstPlace(this.#items, (other) => this.#compare(other, item) >= 0)
  }
}
