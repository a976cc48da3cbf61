import { expect, test } from 'vitest'
import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { findSimilarNames } from '#backend/views/similar-names.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'

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
  expect(createNameSkeleton(name)).toBe(createNameSkeleton('Welcome series'))
})

test.each(['Welcome serious', 'Welcome series 2', 'Willkommen', 'Welcome', '', 'Приветствие'])('%j does not', (name) => {
  expect(createNameSkeleton(name)).not.toBe(createNameSkeleton('Welcome series'))
})

test('names that differ in the kind of their quotes and dashes look the same', () => {
  expect(createNameSkeleton('L’été – «\u00A0Soldes\u00A0»')).toBe(createNameSkeleton('L\'été - "Soldes"'))
})

test('of words in another alphabet only those are alike that are', () => {
  expect(new Set(['Привет', 'Приват', 'Γεια', 'Γειά σου', 'नमस्ते', 'नमस्ता', 'مرحبا', '歓迎', '歓送'].map(createNameSkeleton)).size).toBe(9)
})

test('every hostile name looks like itself with something more that cannot be seen', () => {
  for (const name of hostileTexts) expect(createNameSkeleton(`\u200B${name}\u0301`)).toBe(createNameSkeleton(name))
})

test('at most five latest versions of other journeys are found, always the same ones', async () => {
  const one = buildVersion({ id: 'one', name: 'Sale', journeyId: 'sale' })
  const before = buildVersion({ id: 'before', name: 'Ѕale', journeyId: 'sale', latest: false })
  const older = buildVersion({ id: 'older', name: 'Ѕаlе', latest: false })
  const alike = ['f', 'd', 'b', 'a', 'c', 'e'].map((id) => buildVersion({ id, name: 'SALE' }))

  const store = createMemoryStore(buildSeed([older, ...alike, one, before, buildVersion({ id: 'other', name: 'Sales' })]))

  const found = await store.read((reader) => findSimilarNames(reader, one.name, one.journeyId))

  expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
