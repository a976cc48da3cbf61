import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSortKey, maxSortKeyLength } from '#backend/store/keys/sort-key.ts'
import { compareText } from '#backend/store/text-order.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { scaleCases } from '#test/support/test-size.ts'

const compareNames = (one: string, other: string): number => Math.sign(compareText(createSortKey(one), createSortKey(other)))

describe('names', () => {
  test.each([
    ['numbers by their value', ['Wave', 'Wave 1', 'Wave 2', 'Wave 10', 'Wave 100', 'Wave A']],
    ['versions part by part', ['v1', 'v1.2', 'v1.9', 'v1.10', 'v2']],
    ['leading zeros after the same number without', ['Lot 1', 'Lot 01', 'Lot 001', 'Lot 2']],
    ['digits of other scripts like ours', ['Wave 1', 'Wave ٢', 'Wave ３', 'Wave ४', 'Wave 10']],
    ['numbers of any length', ['9', '1'.repeat(40), '9'.repeat(47), '1'.repeat(48), '1'.repeat(49), '1'.repeat(96), '1'.repeat(199)]],
    ['dates', ['2026-1-9', '2026-01-10', '2026-2-1']],
    ['Œ among O', ['Octobre', 'Œuvres sociales', 'Offre', 'Ombre']],
    [
      'letters that do not decompose beside what people type',
      ['Lodz', 'Łódź', 'Lyon', 'Smorrebrod', 'Smørrebrød', 'strasse', 'straße', 'strassen'],
    ],
    ['accents after the plain letter, before the next', ['cote', 'coté', 'côte', 'côté', 'cotes']],
    ['small letters before large ones, after accents', ['ete', 'Ete', 'été', 'Été', 'êtes']],
    [
      'signs, then numbers, then Latin, Greek, Cyrillic, Hebrew, Arabic, Hindi, Thai, Korean, Japanese, Chinese',
      ['– a', '🎉', '7', 'a', 'z', 'ψ', 'я', 'א', 'ب', 'क', 'ก', '가', 'あ', '漢', '𠮷'],
    ],
    ['Cyrillic letters as in the alphabet', ['е', 'ё', 'ж', 'и', 'й', 'к']],
  ])('sort %s', (_, names) => {
    expect(names.toReversed().toSorted(compareNames)).toEqual(names)
  })

  test.each([
    ['L’été', "L'été"],
    ['A – B', 'A - B'],
    ['A\u00A0B', 'A B'],
    ['A  B', 'A B'],
    ['We\u00ADlcome', 'Welcome'],
    ['\u200B Welcome', 'Welcome'],
    ['\u202EWelcome', 'Welcome'],
    ['Ete\u0301', 'Eté'],
  ])('“%s” stands where “%s” does', (one, other) => {
    expect(compareNames(one, other)).toBe(0)
  })
})

/*
 * Accepted differences from `Intl.Collator`, which these texts leave out: quotes, dashes and spaces that look alike are equal; þ stands at th,
 * ŋ at n, ı at i and ŧ at t; superscript digits are digits; signs that ASCII does not have are in the order of their code points; Hebrew
 * final letters stand before the others, Persian letters after the Arabic ones, hiragana before katakana.
 */
const letters = Array.from(
  [
    'aàáâãäåāăąbcçćčdďđeéèêëēėęěfgğhħiíìîïīįjkķlłľļmnñńňoóòôöõőøpqrřsśşšßtťţuúùûüůűvwxyýÿzźżžœæ',
    'ABCDEÉÈZÀŒÆØŁ',
    'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΩ',
    'аәбвгґғдђеєжзѕиіїйјкқлљмнњопрстћуўүұфхцчџшщъыьэюяёЁАБВЙ',
    'אבגדהוזחטילמנסעפצקרשת',
    'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
    'अआइईउऊकखगघचछजझ',
    '가나다라마あいうえおかがきぎ一丁七万三上下中人大',
    '0123456789',
    ' _-,;:!?."()[]{}@*/\\&#%+<=>|~$',
  ].join(''),
)
const collators = [new Intl.Collator('en', { numeric: true }), new Intl.Collator('fr', { numeric: true })]
/** A name without two spaces, or a space at an end: these look like one, or none. */
const name = (units: readonly string[]) =>
  fc.array(fc.constantFrom(...units), { maxLength: 8 }).map((parts) => parts.join('').replaceAll(/ +/g, ' ').trim())

describe('the stored order', () => {
  test.each([
    ['any letters, numbers and signs', letters],
    ['few letters, with accents and case', Array.from('aàâAÀœŒoeOEé12 -')],
    ['words and numbers', ['Wave', 'wave', ' ', '1', '2', '10', '01', 'Été', 'ete', '-', '.', 'Œuvre', 'oeuvre']],
  ])('is that of a collator of English and of French, for %s', (_, units) => {
    fc.assert(
      fc.property(name(units), name(units), (one, other) => {
        const stored = compareNames(one, other)
        for (const collator of collators) {
          const expected = Math.sign(collator.compare(one, other))
          // Leading zeros make no difference to a collator.
          if (expected !== 0) expect([one, other, stored]).toEqual([one, other, expected])
        }
      }),
      { numRuns: scaleCases(20_000, 2000) },
    )
  })

  test('is the same by code units, by code points and by bytes', () => {
    const encoder = new TextEncoder()
    const compareBytes = (one: string, other: string) => {
      const [bytes, others] = [encoder.encode(one), encoder.encode(other)]
      const index = bytes.findIndex((byte, at) => byte !== others[at])
      return Math.sign(index === -1 ? bytes.length - others.length : (bytes[index] ?? 0) - (others[index] ?? -1))
    }
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(...hostileTexts.map((text) => text.toWellFormed())),
    )
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        const [key, otherKey] = [createSortKey(one), createSortKey(other)]
        const byUnits = key < otherKey ? -1 : Number(key > otherKey)
        expect([Math.sign(compareText(key, otherKey)), compareBytes(key, otherKey)]).toEqual([byUnits, byUnits])
      }),
      { numRuns: scaleCases(20_000, 2000) },
    )
  })

  test('has keys that every database can index: no NUL, no surrogates, of a limited length', () => {
    for (const text of [...hostileTexts, '\uFDFA'.repeat(200), '🎉'.repeat(200), `a${'\u0301'.repeat(199)}`, '0'.repeat(200)]) {
      const key = createSortKey(text)
      expect(key).not.toMatch(/[\0\uD800-\uFFFF]/)
      expect(key.length).toBeLessThanOrEqual(maxSortKeyLength)
    }
  })

  test('stays what it is: keys are stored for ever', () => {
    const escape = (key: string) => key.replaceAll(/[^ -~]/g, (unit) => `<${unit.charCodeAt(0).toString(16)}>`)
    expect(['Welcome series', 'Œuvres 10', 'Été', 'Ёж 🎉'].map((text) => escape(createSortKey(text)))).toEqual([
      'welcome<2>series<1><1><3>',
      'oeuvres<2>210<1><2><2><1f><1><3><3>',
      'ete<1><2><3><2><2><3><1><3>',
      '<409><40b><2>#<d7ff>^<3a9><1><2><9><1><3>',
    ])
  })
})
