import { describe, expect, test } from 'vitest'
import { foldText } from '#domain/search/fold-text.ts'

/** Letters without a decomposition, and what each of them folds to. */
const foldedLetters: readonly (readonly [letters: string, plain: string])[] = [
  ['ɑ', 'a'],
  ['æ', 'ae'],
  ['ƀɓ', 'b'],
  ['ƈȼ', 'c'],
  ['đðɖɗ', 'd'],
  ['əɛɇ', 'e'],
  ['ƒ', 'f'],
  ['ǥɠ', 'g'],
  ['ħɦ', 'h'],
  ['ıɨɩ', 'i'],
  ['ȷɉ', 'j'],
  ['ĸƙ', 'k'],
  ['łƚɫ', 'l'],
  ['ŋɲƞ', 'n'],
  ['øɔɵ', 'o'],
  ['œ', 'oe'],
  ['ƥ', 'p'],
  ['ɍ', 'r'],
  ['ß', 'ss'],
  ['ŧƭȶ', 't'],
  ['þ', 'th'],
  ['ʉ', 'u'],
  ['ʋ', 'v'],
  ['ƴɏ', 'y'],
  ['ƶȥ', 'z'],
  ['ґ', 'г'],
]

describe('text that is folded for search', () => {
  test.each(foldedLetters)('%s is read as what people type, %s', (letters, plain) => {
    for (const letter of letters) expect([letter, foldText(letter)]).toEqual([letter, plain])
  })

  test.each(['Wave  2', '  Wave   2 ', 'Wave \u00A0 2', 'Wave\u3000   2'])('has one space between words: %j', (text) => {
    expect(foldText(text)).toBe('wave 2')
  })
})
