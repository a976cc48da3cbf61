import { expect, test } from 'vitest'
import {
  computeInitialViewport,
  minReadableZoom,
  scrollIntoViewport,
  computeViewport,
  computeFitZoom,
} from '#features/journey-page/path/graph/path-viewport.ts'

const frame = { width: 900, height: 700 }

test('a path that fits is seen whole, in the middle, in its own size', () => {
  expect(computeInitialViewport(frame, { width: 500, height: 400 }, 250)).toEqual({ zoom: 1, x: 200, y: 150 })
})

test('a path a little too large is seen whole, a little smaller', () => {
  expect(computeInitialViewport(frame, { width: 900, height: 875 }, 450)).toEqual({ zoom: 0.8, x: 90, y: 0 })
})

test('a path too large to be read whole is seen from its entry on, in its own size', () => {
  expect(computeInitialViewport(frame, { width: 1656, height: 3968 }, 700)).toEqual({ zoom: 1, x: 450 - 700, y: 0 })
})

test('the whole of any path can be seen', () => {
  const path = { width: 1656, height: 3968 }
  const zoom = computeFitZoom(frame, path)

  const { x, y } = computeViewport(zoom, frame, path, 700)

  expect(zoom).toBeLessThan(minReadableZoom)
  expect(Math.min(x, y, frame.width - x - path.width * zoom, frame.height - y - path.height * zoom)).toBeGreaterThanOrEqual(0)
})

test('on a narrow screen the path begins below the buttons', () => {
  expect(computeInitialViewport({ width: 288, height: 448 }, { width: 840, height: 648 }, 420).y).toBe(56)
})

test.each([
  ['in sight', { x: 100, y: 100 }, { x: 0, y: 0 }],
  ['above', { x: 100, y: -300 }, { x: 0, y: 324 }],
  ['below', { x: 100, y: 1000 }, { x: 0, y: -404 }],
  ['to the left', { x: -10, y: 100 }, { x: 34, y: 0 }],
  ['to the right', { x: 800, y: 100 }, { x: -172, y: 0 }],
])('a place %s comes into sight by the shortest way', (_, at, moved) => {
  const viewport = scrollIntoViewport({ ...at, width: 248, height: 80 }, { x: 0, y: 0, zoom: 1 }, frame)

  expect(viewport).toEqual({ ...moved, zoom: 1 })
})
