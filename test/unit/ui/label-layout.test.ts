import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeLabels, resolveOverlaps } from '#ui/chart/label-layout.ts'
import { scaleCases } from '#test/support/test-size.ts'

const labels = fc.array(fc.record({ x: fc.integer({ min: 0, max: 600 }), text: fc.string({ minLength: 1, maxLength: 24 }) }), {
  maxLength: 12,
})

test('no label covers another or leaves the drawing, however many things happened at once', () => {
  fc.assert(
    fc.property(labels, (wanted) => {
      const spans = placeLabels(wanted, 3, 600).flatMap((laid, index) => {
        const { x, text } = wanted[index]!
        const width = text.length * 6
        return laid ? [{ row: laid.row, from: laid.side === 'start' ? x : x - width, to: laid.side === 'start' ? x + width : x }] : []
      })

      for (const [index, one] of spans.entries()) {
        expect(one.row).toBeLessThan(3)
        expect(one.from).toBeGreaterThanOrEqual(-6)
        expect(one.to).toBeLessThanOrEqual(606)
        for (const other of spans.slice(index + 1)) expect(one.row !== other.row || one.to <= other.from || other.to <= one.from).toBe(true)
      }
    }),
    { numRuns: scaleCases(100, 100) },
  )
})

test('what happened first is named first, and beside what follows it while there is room', () => {
  const laid = placeLabels(
    [
      { x: 0, text: 'Published' },
      { x: 300, text: 'Paused' },
      { x: 302, text: 'Resumed' },
      { x: 598, text: 'Closed' },
    ],
    2,
    600,
  )

  expect(laid).toEqual([
    { row: 0, side: 'start' },
    { row: 0, side: 'start' },
    { row: 1, side: 'start' },
    { row: 0, side: 'end' },
  ])
})

test('names at the ends of lines keep their distance and their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 4 }), (wanted) => {
      const placed = resolveOverlaps(wanted, 15, 120).toSorted((one, other) => one - other)

      expect(placed.at(-1)).toBeLessThanOrEqual(120)
      for (const [index, position] of placed.slice(1).entries()) expect(position - placed[index]!).toBeGreaterThanOrEqual(15)
    }),
    { numRuns: scaleCases(100, 100) },
  )
})
