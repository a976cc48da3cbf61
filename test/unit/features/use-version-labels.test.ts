import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { negotiateLanguage } from '#i18n/language.ts'
import { scaleCases } from '#test/support/test-size.ts'

test.each([
  [['fr-CH', 'en'], 'fr'],
  [['FR'], 'fr'],
  [['de', 'it-IT', 'en-GB', 'fr'], 'en'],
  [['de'], 'en'],
  [[], 'en'],
  [['frr', 'frp'], 'en'],
  [['constructor', 'fr'], 'fr'],
])('a browser that prefers %j shows %s', (preferred, language) => {
  expect(negotiateLanguage(preferred)).toBe(language)
})

test.each(['Welcome series', 'Soldes d’hiver', '夏の温泉キャンペーン', 'Sneaker drop 👟🔥', ''])(
  'the name %j stands in a sentence as it is',
  (name) => {
    expect(isolateBidi(name)).toBe(name)
  },
)

test.each(['عرض رمضان', 'מבצע'])('the name %j is set apart from the sentence it stands in', (name) => {
  expect(isolateBidi(name)).toBe(`\u2068${name}\u2069`)
})

test('no name turns the sentence it stands in around, or gets out of its place', () => {
  const marks = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069']
  const hostile = fc.string({ unit: fc.constantFrom('a', 'ع', ...marks) })

  fc.assert(
    fc.property(hostile, (name) => {
      const [, opened = '', inside = '', closed = ''] = /^(\u2068?)(.*?)(\u2069?)$/u.exec(isolateBidi(name)) ?? []
      expect(marks.filter((mark) => inside.includes(mark))).toEqual([])
      expect(opened + closed).toBe(name.includes('ع') ? '\u2068\u2069' : '')
    }),
    { numRuns: scaleCases(100, 100) },
  )
})
