import type { DrawnWay } from './path-layout.ts'

/** Where a key leads from a place of the path; the place itself where it leads nowhere, `null` for any other key. */
export function walk(key: string, place: number, ways: readonly DrawnWay[]): number | null {
  const last = Math.max(0, ...ways.map(({ to }) => to))
  if (key === 'Home') return 0
  if (key === 'End') return last
  // At the end of a branch the walk goes on with the next one, so that it passes every activity.
  if (key === 'ArrowDown') return ways.find(({ from }) => from === place)?.to ?? Math.min(place + 1, last)
  if (key === 'ArrowUp') return before(place, ways) ?? place
  if (key === 'ArrowRight') return beside(place, 1, ways) ?? place
  if (key === 'ArrowLeft') return beside(place, -1, ways) ?? place
  return null
}

/** What leads to a place. */
const before = (place: number, ways: readonly DrawnWay[]): number | undefined => ways.find(({ to }) => to === place)?.from

/** The neighbouring branch of the nearest fork that has one on that side. */
function beside(place: number, side: 1 | -1, ways: readonly DrawnWay[], seen: readonly number[] = []): number | undefined {
  const parent = before(place, ways)
  if (parent === undefined || seen.includes(place)) return undefined
  const siblings = ways.filter(({ from }) => from === parent).map(({ to }) => to)
  return siblings[siblings.indexOf(place) + side] ?? beside(parent, side, ways, [...seen, place])
}
