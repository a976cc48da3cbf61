import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flattenPath } from '#features/journey-page/path/activities/flatten-path.ts'
import { layOutPath, toStructureKey, nodeMetrics, type PathLayout } from '#features/journey-page/path/graph/path-layout.ts'
import { computePathDepth } from '#features/journey-page/path/activities/path-depth.ts'
import { findNextNode } from '#features/journey-page/path/graph/path-keyboard-navigation.ts'
import { cases } from '#test/unit/domain/population/arbitraries.ts'
import { buildPath, anyPath } from '#test/unit/domain/population/path-fixture.ts'

/** Pairs of places that lie upon each other, or closer together than half the space that should be between them. */
const findTooClose = ({ positions: places }: PathLayout, scale: number) =>
  places.flatMap((a, index) =>
    places
      .slice(index + 1)
      .filter(
        (b) =>
          Math.abs(a.x - b.x) < (nodeMetrics.width + nodeMetrics.across / 2) * scale &&
          Math.abs(a.y - b.y) < (nodeMetrics.height + nodeMetrics.along / 2) * scale,
      ),
  )

test('every activity has a place of its own, whatever the path looks like', () => {
  fc.assert(
    fc.property(anyPath, fc.constantFrom(1, 1.25, 2), (activities, scale) => {
      const layout = layOutPath(flattenPath(activities), scale)

      expect(layout.positions).toHaveLength(activities.length + 1)
      expect(findTooClose(layout, scale)).toEqual([])
      for (const { x, y } of layout.positions) {
        expect(
          Math.min(x, y, layout.width - x - nodeMetrics.width * scale, layout.height - y - nodeMetrics.height * scale),
        ).toBeGreaterThanOrEqual(0)
      }
    }),
    cases(60),
  )
})

test('every way is drawn, downwards, and the ways out of an activity lie in their order', () => {
  fc.assert(
    fc.property(anyPath, (activities) => {
      const { positions: places, graphEdges: ways } = layOutPath(flattenPath(activities))

      expect(ways).toHaveLength(activities.length)
      expect(new Set(ways.map(({ to }) => to)).size).toBe(activities.length)
      for (const { from, to } of ways) expect(places[to]!.y).toBeGreaterThan(places[from]!.y)
      for (const index of places.keys()) {
        const across = ways.filter(({ from }) => from === index).map(({ to }) => places[to]!.x)
        expect(across).toEqual(across.toSorted((a, b) => a - b))
      }
    }),
    cases(60),
  )
})

test('as high as the longest way is, so high is the drawing', () => {
  fc.assert(
    fc.property(anyPath, (activities) => {
      const rows = computePathDepth(activities) + 1

      expect(layOutPath(flattenPath(activities)).height).toBe(
        rows * nodeMetrics.height + (rows - 1) * nodeMetrics.along + 2 * nodeMetrics.margin,
      )
    }),
    cases(60),
  )
})

test('nothing is placed anew when only the numbers of people change', () => {
  const [before, after, other] = [buildPath([0, 1, 1], 3), buildPath([0, 1, 1], 4), buildPath([0, 0, 1], 3)].map((path) =>
    toStructureKey(flattenPath(path)),
  )

  expect(after).toBe(before)
  expect(other).not.toBe(before)
})

test('arrow down alone walks from the entry past every activity, in walking order', () => {
  fc.assert(
    fc.property(anyPath, (activities) => {
      const { graphEdges: ways } = layOutPath(flattenPath(activities))

      const walked = [0]
      for (let press = 0; press < activities.length; press++) walked.push(findNextNode('ArrowDown', walked.at(-1)!, ways)!)

      expect(walked).toEqual(Array.from({ length: activities.length + 1 }, (_, index) => index))
      expect(findNextNode('ArrowDown', activities.length, ways)).toBe(activities.length)
      expect([findNextNode('Home', activities.length, ways), findNextNode('End', 0, ways)]).toEqual([0, activities.length])
    }),
    cases(60),
  )
})

/** Entry, then a fork: to a fork with two ends (2: 3 and 4), and to a way of two (5, 6). */
const { graphEdges: ways } = layOutPath(flattenPath(buildPath([0, 0, 1, 1, 2])))

const steps: readonly (readonly [key: string, from: number, to: number | null, why: string])[] = [
  ['ArrowUp', 3, 2, 'back to the fork'],
  ['ArrowUp', 5, 1, 'back to the fork, not to the end of the branch before'],
  ['ArrowUp', 0, 0, 'nowhere from the entry'],
  ['ArrowRight', 3, 4, 'to the next branch'],
  ['ArrowRight', 4, 5, 'to the next branch of the fork before, where its own has no more'],
  ['ArrowRight', 6, 6, 'nowhere from the last branch'],
  ['ArrowLeft', 6, 2, 'to the branch before, from further down'],
  ['ArrowLeft', 1, 1, 'nowhere where there is no branch'],
  ['a', 3, null, 'nowhere: it is another key'],
]

test.each(steps)('%s on place %i leads to %s: %s', (key, from, to) => {
  expect(findNextNode(key, from, ways)).toBe(to)
})
