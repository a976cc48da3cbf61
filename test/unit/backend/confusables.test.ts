import { expect, test } from 'vitest'
import { findSimilarNames, toSkeleton } from '#backend/views/confusables.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'

test.each([
  ['in another case', 'WELCOME series'],
  ['with Cyrillic letters', 'Wеlсоmе ѕеriеѕ'],
  ['with Greek letters', 'Welcοme serιes'],
  ['in full width', 'Ｗｅｌｃｏｍｅ ｓｅｒｉｅｓ'],
  ['in mathematical letters', '𝖂𝖊𝖑𝖈𝖔𝖒𝖊 𝐬𝐞𝐫𝐢𝐞𝐬'],
  ['with a one for the letter l', 'We1come series'],
  ['with a capital I for the letter l', 'WeIcome series'],
  ['with a zero for the letter o', 'Welc0me series'],
  ['with accents', 'Wélcome sériès'],
  ['with ten thousand marks', `Welcome series${'\u0301'.repeat(10_000)}`],
  ['with a space that cannot be seen', 'Wel\u200Bcome\u00A0series'],
  ['turned around and back', '\u202EWelcome\u202C series\u2066'],
  ['with other spaces', ' Welcomeseries  '],
])('Welcome series %s looks the same', (_, name) => {
  expect(toSkeleton(name)).toBe(toSkeleton('Welcome series'))
})

test.each(['Welcome serious', 'Welcome series 2', 'Willkommen', 'Welcome', '', 'Приветствие'])('%j does not', (name) => {
  expect(toSkeleton(name)).not.toBe(toSkeleton('Welcome series'))
})

test('of words in another alphabet only those are alike that are', () => {
  expect(new Set(['Привет', 'Приват', 'Γεια', 'Γειά σου', 'नमस्ते', 'नमस्ता', 'مرحبا', '歓迎', '歓送'].map(toSkeleton)).size).toBe(9)
})

test('every hostile name looks like itself with something more that cannot be seen', () => {
  for (const name of hostileTexts) expect(toSkeleton(`\u200B${name}\u0301`)).toBe(toSkeleton(name))
})

test('told are at most five latest versions of other journeys, always the same ones', () => {
  const one = buildVersion({ id: 'one', name: 'Sale', journeyId: 'sale' })
  const before = buildVersion({ id: 'before', name: 'Ѕale', journeyId: 'sale', latest: false })
  const older = buildVersion({ id: 'older', name: 'Ѕаlе', latest: false })
  const alike = ['f', 'd', 'b', 'a', 'c', 'e'].map((id) => buildVersion({ id, name: 'SALE' }))

  const found = findSimilarNames([older, ...alike, one, before, buildVersion({ id: 'other', name: 'Sales' })], one)

  expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
