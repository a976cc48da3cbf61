import { expect, test } from 'vitest'
import { negotiateLocale } from '#i18n/region.ts'

test.each([
  // The first of the browser's languages that is the language of the console.
  ['en', '', ['en-GB', 'en-US', 'en'], 'en-GB'],
  ['en', '', ['fr-FR', 'fr', 'en-IE'], 'en-IE'],
  ['fr', '', ['de-CH', 'fr-CH', 'fr'], 'fr-CH'],
  ['fr', '', ['FR-ca'], 'fr-CA'],
  ['fr', '', ['fr'], 'fr'],
  // Otherwise the region of the first one.
  ['en', '', ['fr-CA', 'fr'], 'en-CA'],
  ['en', '', ['de-AT'], 'en-AT'],
  ['en', '', ['de', 'it-IT'], 'en'],
  ['en', '', [], 'en'],
  ['en', '', ['en-US@posix', 'C', ''], 'en'],
  // The chosen region, if it is one of the language.
  ['en', 'GB', ['en-US'], 'en-GB'],
  ['fr', 'CH', ['en-US'], 'fr-CH'],
  ['fr', 'GB', ['fr-CA'], 'fr-CA'],
  ['en', 'ZZ', ['en-US'], 'en-US'],
] as const)('words in %s, region %j, browser %j: formats of %s', (language, region, preferred, locale) => {
  const found = negotiateLocale(language, region, preferred)

  expect(found).toBe(locale)
  expect(Intl.DateTimeFormat.supportedLocalesOf(found)).toEqual([locale])
})
