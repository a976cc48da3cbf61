import { describe, expect, test } from 'vitest'
import { createSearchKeys, matchSearch } from '#backend/store/keys/search-text.ts'
import { parseSearch } from '#domain/search/search-terms.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'

const find = (search: string, facts: Partial<VersionRecord>): boolean => {
  const record = buildVersion(facts)
  return matchSearch(parseSearch(search), createSearchKeys(record), record.number)
}

/** Characters that look alike or cannot be seen, and what people type. Each is found by the other. */
const typedForms: readonly (readonly [written: string, typed: string])[] = [
  ['Offre d’hiver', "Offre d'hiver"],
  ['Offre d‘hiver', "Offre d'hiver"],
  ['Offre d`hiver', "Offre d'hiver"],
  ['Offre d´hiver', "Offre d'hiver"],
  ['Offre d′hiver', "Offre d'hiver"],
  ['Offre dʼhiver', "Offre d'hiver"],
  ['«\u00A0Été\u00A0»', '"été"'],
  ['“Soldes”', '"soldes"'],
  ['„Angebot‟', '"angebot"'],
  ['5″ screen', '5" screen'],
  ['Été – hiver', 'été - hiver'],
  ['Été – hiver', 'été-hiver'],
  ['Été—hiver', 'été - hiver'],
  ['e‑mail', 'e-mail'],
  ['e‐mail', 'e-mail'],
  ['10 − 3', '10 - 3'],
  ['co\u00ADopération', 'coopération'],
  ['Prêt\u202F?', 'prêt ?'],
  ['Prêt\u202F?', 'prêt?'],
  ['12\u00A0480\u2009€', '12 480 €'],
  ['新\u3000規', '新 規'],
  ['Wel\u200Bcome', 'welcome'],
  ['\uFEFFWelcome', 'welcome'],
  ['\u202BWelcome\u202C\u200E', 'welcome'],
  ['می\u200Cخواهم', 'میخواهم'],
  ['❤️ Merci', '❤ merci'],
  ['👩‍🚀 Crew', '👩🚀 crew'],
  ['Ｗｅｌｃｏｍｅ２', 'welcome2'],
  ['ﬁnal oﬀer', 'final offer'],
  ['Offre n°2²', 'offre n°22'],
  ['To be continued…', 'to be continued...'],
  ['2 × 3', '2 x 3'],
  ['3×2', '3x2'],
  ['½ price', '1/2 price'],
  ['R & D', 'R&D'],
  ['A · B', 'a.b'],
  ['Home → Shop', 'home -> shop'],
  ['Œuvres sociales', 'oeuvres sociales'],
  ['Encyclopædia', 'encyclopaedia'],
  ['Straße', 'strasse'],
  ['STRAẞE', 'straße'],
  ['Smørrebrød', 'smorrebrod'],
  ['Łódź', 'lodz'],
  ['Đà Nẵng', 'da nang'],
  ['Ísafjörður', 'isafjordur'],
  ['Þingvellir', 'thingvellir'],
  ['Diyarbakır', 'diyarbakir'],
  ['İstanbul', 'istanbul'],
  ['Ħamrun', 'hamrun'],
  ['Ŧ', 't'],
  ['Sámi ŋ', 'sami n'],
  ['ὈΔΥΣΣΕΎΣ', 'οδυσσευς'],
  ['Wave ١٢', 'wave 12'],
  ['محمـــد', 'محمد'],
]

describe('a search', () => {
  test.each(typedForms)('“%s” is found by “%s”', (written, typed) => {
    expect([find(typed, { name: written }), find(typed, { name: 'x' })]).toEqual([true, false])
  })

  test.each(typedForms)('what is typed finds itself where it is written “%s”, and is found by it as “%s”', (written, typed) => {
    expect([find(written, { name: written }), find(typed, { name: typed }), find(written, { name: typed })]).toEqual([true, true, true])
  })

  test.each([
    ['a description', { description: 'L’hiver' }],
    ['a tag', { tags: ['shop', 'L’hiver'] }],
    ['the name of a person', { createdBy: { id: 'x', name: 'L’hiver' } }],
  ])('finds %s by what people type', (_, facts) => {
    expect(find("l'hiver", facts)).toBe(true)
  })

  test.each(['', '  ', '\u200B', '\u0301', '\u00A0\u3000', '\uFEFF\u2060\u200D', '\u00AD'])(
    'of nothing that can be seen (%j) is no search',
    (search) => {
      expect(parseSearch(search)).toEqual([])
    },
  )

  test.each(['-', '–', '"', '…', '×', '´', '¨', '.'])('of a sign alone (%s) finds only what has the sign, and no identifier', (search) => {
    expect([find(search, { name: `a ${search} b` }), find(search, { id: 'a-b.c', journeyId: 'a-b', name: 'ab' })]).toEqual([true, false])
  })

  test('for any text finds a journey of that name', () => {
    for (const text of hostileTexts) expect([text, find(text, { name: text })]).toEqual([text, true])
  })

  test('keeps to words: none is found across two parts', () => {
    expect(find('mertravel', { name: 'La mer', tags: ['travel'] })).toBe(false)
  })
})

describe('the title of a version', () => {
  const welcome = { id: 'welcome-series-v2', journeyId: 'welcome-series', name: 'Welcome series', number: 2 }

  test.each([
    'Welcome series v. 2',
    'Welcome series v. 2 (Latest)',
    'Welcome series v.\u00A02 (dernière)',
    'Welcome series Version 2 (Latest)',
    'Welcome series V2',
    'v. 2 (Latest)',
    'Version 2',
  ])('“%s” finds that version and no other', (search) => {
    const numbers = [1, 2, 3, 12, 20]

    expect(numbers.filter((number) => find(search, { ...welcome, number }))).toEqual([2])
  })

  test('in a name is found, too', () => {
    expect([find('Promo v. 2', { name: 'Promo v. 2 Paris' }), find('version 3', { name: 'Version 3' })]).toEqual([true, true])
  })

  test.each(['Welcome v', 'v', 'welcome version'])('“%s” is no title', (search) => {
    expect(parseSearch(search).every(({ number }) => number === undefined)).toBe(true)
  })
})

describe('an identifier', () => {
  const ids = { id: '3f0c2b1e-77aa-4c1d-9a55-1b2c3d4e5f60', journeyId: 'spring-sale', name: 'x' }

  test.each([
    '3f0c2b1e-77aa-4c1d-9a55-1b2c3d4e5f60',
    '3F0C2B1E-77AA-4C1D-9A55-1B2C3D4E5F60',
    '3f0c2b1e',
    '77aa-4c1d',
    'spring-sale',
    'Spring-Sale',
  ])('is found by “%s”', (search) => {
    expect(find(search, ids)).toBe(true)
  })

  test.each(['4c1d', 'sale', '-', '3f0c2b1f'])('is not found by a short or wrong part, “%s”', (search) => {
    expect(find(search, ids)).toBe(false)
  })

  test('that is short is found as a whole', () => {
    expect([find('v7', { id: 'v7', name: 'x' }), find('v', { id: 'v7', name: 'x' })]).toEqual([true, false])
  })
})
