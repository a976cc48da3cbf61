import type activityMessages from './activity-messages.en.json'
import type batchMessages from './batch-messages.en.json'
import type changeMessages from './change-messages.en.json'
import type deliveryMessages from './delivery-messages.en.json'
import type dialogMessages from './dialog-messages.en.json'
import type journeyMessages from './journey-messages.en.json'
import type filterMessages from './filter-messages.en.json'
import type listMessages from './list-messages.en.json'
import en from './messages.en.json'
import type overviewMessages from './overview-messages.en.json'
import type paletteMessages from './palette-messages.en.json'
import type personMessages from './person-messages.en.json'
import type viewMessages from './view-messages.en.json'

/** The languages of the console, each under its own name. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

/** All sentences of the console. English is the reference: French has the same keys, enforced by a test. */
export type ConsoleMessages = typeof en &
  typeof activityMessages &
  typeof batchMessages &
  typeof changeMessages &
  typeof deliveryMessages &
  typeof dialogMessages &
  typeof filterMessages &
  typeof journeyMessages &
  typeof listMessages &
  typeof overviewMessages &
  typeof paletteMessages &
  typeof personMessages &
  typeof viewMessages

/** The messages loaded so far. English comes with the code that says it, any other language in one piece when it is chosen. */
const loadedMessages: { en: Partial<ConsoleMessages> } & { [L in Language]?: Partial<ConsoleMessages> } = { en: { ...en } }

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<ConsoleMessages>>> = {
  fr: async () => (await import('./messages.fr.ts')).french,
}

/** Whether the messages of a language can be shown at once. */
export const isLanguageLoaded = (language: Language): boolean => language in loadedMessages

/** Loads the messages of a language, once. Rejects if the server has them no longer, or cannot be reached. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language !== 'en') loadedMessages[language] ??= await loaders[language]()
}

/** The messages of a loaded language; English for one that is not loaded. */
export const getMessages = (language: Language): Partial<ConsoleMessages> => loadedMessages[language] ?? loadedMessages.en

/**
 * Adds English messages that only code loaded later says. That code imports them statically, so they are there before it is rendered. What
 * is already rendered says none of them, so it is not rendered again.
 */
export function addMessages(part: Partial<ConsoleMessages>): void {
  Object.assign(loadedMessages.en, part)
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
