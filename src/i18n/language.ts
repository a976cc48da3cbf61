import type dialogMessages from './dialog-messages.en.json'
import type journeyMessages from './journey-messages.en.json'
import en from './messages.en.json'
import fr from './messages.fr.json'

/** The languages of the console, each under its own name. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

/** All sentences of the console. English is the reference: French has the same keys, enforced by a test. */
export type ConsoleMessages = typeof en & typeof dialogMessages & typeof journeyMessages

type MessagesByLanguage = Readonly<Record<Language, Partial<ConsoleMessages>>>

/** The messages loaded so far: those of the first script, and those of the parts that have been added. */
export const messages: MessagesByLanguage = { en: { ...en }, fr: { ...fr } }

/**
 * Adds messages that only code loaded later says. That code imports them statically, so they are there before it is rendered, in all
 * languages. What is already rendered says none of them, so it is not rendered again.
 */
export function addMessages(part: MessagesByLanguage): void {
  for (const language of Object.keys(languages) as Language[]) Object.assign(messages[language], part[language])
}

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
