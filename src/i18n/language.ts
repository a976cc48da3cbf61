import en from './messages.en.json'
import fr from './messages.fr.json'

/** The languages of the console; each names itself. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

/** Every sentence of the console. English is the measure: French has the same keys, which a test holds. */
export type Messages = typeof en

export const messages: Readonly<Record<Language, Messages>> = { en, fr }

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Messages
  }
}

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag)

/** The first of the preferred languages (BCP 47 tags, best first) that the console speaks; English if none. */
export function firstSpoken(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.toLowerCase().replace(/-.*/, '')).find(isLanguage) ?? 'en'
}
