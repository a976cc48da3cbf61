import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRanges } from '#domain/search/find-ranges.ts'
import { foldText } from '#domain/search/fold-text.ts'
import { parseSearch } from '#domain/search/search-terms.ts'
import { removeSpacesBesideSigns } from '#domain/typography.ts'
import { scaleCases } from '#test/support/test-size.ts'

const findTexts = (text: string, search: string) =>
  findRanges(
    text,
    parseSearch(search).map((term) => term.text),
  ).map(({ start, end }) => text.slice(start, end))

describe('what is marked', () => {
  test.each([
    ['Welcome series', 'WEL', ['Wel']],
    ['Welcome series', 'series wel', ['Wel', 'series']],
    ['Été à Évry', 'ete', ['Été']],
    ['E\u0301te\u0301', 'te', ['te\u0301']],
    ['Œuvres d’hiver', "oeuvres d'h", ['Œuvres', 'd’h']],
    ['Œuvres', 'e', ['Œ', 'e']],
    ['A – B', 'a-b', ['A – B']],
    ['« Été »', '"été"', ['« Été »']],
    ['Wave  2', 'wave 2', ['Wave', '2']],
    ['banana', 'ana', ['anana']],
    ['soft\u00ADhyphen', 'softhyphen', ['soft\u00ADhyphen']],
    ['عروض الربيع', 'الربيع', ['الربيع']],
    ['👩‍👩‍👧 family', '👩‍👩‍👧', ['👩‍👩‍👧']],
    ['𝔚elcome', 'wel', ['𝔚el']],
    ['Welcome', 'nothing', []],
    ['Welcome', ' ', []],
    ['', 'a', []],
  ])('of %o for %o: %o', (text, search, marked) => {
    expect(findTexts(text, search)).toEqual(marked)
  })

  test('is what the search has found, in any text', () => {
    const piece = fc.constantFrom(
      'Été',
      'e\u0301',
      'Œ',
      'ß',
      ' ',
      '  ',
      '\u00A0',
      '–',
      '-',
      '«',
      '.',
      'a',
      'B',
      '\u200D',
      '\u0301',
      'ﬁ',
      '½',
      '¨',
      '👩‍👧',
      '한',
      '\u1112\u1161\u11AB',
      '٣',
      'ع',
    )
    const anyText = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(anyText, anyText, fc.nat(8), fc.nat(8), (text, other, start, length) => {
        const folded = removeSpacesBesideSigns(foldText(text))
        const words = parseSearch(start % 2 === 0 ? text.slice(start, start + length) : other).map((term) => term.text)
        const ranges = findRanges(text, words)

        expect(ranges.length > 0).toBe(words.some((word) => folded.includes(word)))
        for (const [place, range] of ranges.entries()) {
          expect(range.end).toBeGreaterThan(range.start)
          if (place > 0) expect(range.start).toBeGreaterThan(ranges[place - 1]!.end)
          expect(words.some((word) => removeSpacesBesideSigns(foldText(text.slice(range.start, range.end))).includes(word))).toBe(true)
        }
      }),
      { numRuns: scaleCases(5_000, 500) },
    )
  })
})
