import en from './messages.en.json'
import fr from './messages.fr.json'

/** The languages of the console, each under its own name. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

/** All sentences of the console. English is the reference: French has the same keys, enforced by a test. */
export type ConsoleMessages = typeof en

export const messages: Readonly<Record<Language, ConsoleMessages>> = { en, fr }

declare module 'use-intl' {
  interface AppConfig {
    Messages: ConsoleMessages
  }
}

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag)

/** The first of the preferred languages (BCP 47 tags, best first) that the console supports; English if none. */
export function negotiateLanguage(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.toLowerCase().replace(/-.*/, '')).find(isLanguage) ?? 'en'
}
