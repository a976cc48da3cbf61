import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCopyName } from '#domain/copy-name.ts'
import { scaleCases } from '#test/support/test-size.ts'

test.each([
  ['Welcome', 1, 'Welcome_copy'],
  ['Welcome', 12, 'Welcome_copy_12'],
  ['Welc_copy', 1, 'Welc_copy_copy'],
  ['abcdefghijklmnop', 1, 'abcdefghijk_copy'],
  ['abcdefghijklmnop', 2, 'abcdefghi_copy_2'],
  ['abcdefghij klmnop', 1, 'abcdefghij_copy'],
  ['abcdefghij👩‍🚀', 1, 'abcdefghij_copy'],
  ['abcdefghijé', 1, 'abcdefghijé_copy'],
  ['abcdefghije\u0301xyzw', 1, 'abcdefghij_copy'],
  ['abcdefghij🇫🇷xyz', 1, 'abcdefghij_copy'],
  ['🎉'.repeat(16), 1, `${'🎉'.repeat(11)}_copy`],
])('copy of “%s”, number %i: “%s”', (name, copyNumber, copyName) => {
  expect(buildCopyName(name, copyNumber, 16)).toBe(copyName)
})

test('every copy of any name fits, and keeps whole characters', () => {
  const segmenter = new Intl.Segmenter('en')
  const listCharacters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 999 }), (name, copyNumber) => {
      const copyName = buildCopyName(name, copyNumber, 20)
      const kept = copyName.slice(0, copyName.lastIndexOf('_copy'))

      expect(Array.from(copyName).length).toBeLessThanOrEqual(20)
      expect(listCharacters(name).join('').startsWith(kept)).toBe(true)
      expect(listCharacters(name).slice(0, listCharacters(kept).length)).toEqual(listCharacters(kept))
    }),
    { numRuns: scaleCases(5000, 500) },
  )
})
