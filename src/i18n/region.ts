import type { Language } from './language.ts'

/** The regions that can be chosen for each language (ISO 3166). */
export const regions: Readonly<Record<Language, readonly string[]>> = {
  en: ['AU', 'CA', 'GB', 'IE', 'IN', 'US'],
  fr: ['BE', 'CA', 'CH', 'FR', 'LU'],
}

/** A BCP 47 tag; none if it is malformed, as the tags of some systems are. */
function parseTag(tag: string): readonly Intl.Locale[] {
  try {
    return [new Intl.Locale(tag)]
  } catch {
    return []
  }
}

/**
 * The locale in which dates, times and numbers are written: the language with the chosen region, if it is one of that language. Otherwise
 * the first of the preferred languages (BCP 47 tags, best first) that is the language, or else the language in the region of the first one.
 * `Intl` writes a language without that region as such.
 */
export function negotiateLocale(language: Language, region: string, preferred: readonly string[]): string {
  if (regions[language].includes(region)) return `${language}-${region}`
  const tags = preferred.flatMap(parseTag)
  return String(tags.find((tag) => tag.language === language) ?? [language, tags[0]?.region].filter(Boolean).join('-'))
}
