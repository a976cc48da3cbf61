import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import * as v from 'valibot'
import { getMessages, isLanguageLoaded, languages, loadLanguage, negotiateLanguage, type Language } from '#i18n/language.ts'
import { negotiateLocale } from '#i18n/region.ts'

/** The theme: light, dark, or that of the system. */
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

interface Preferences {
  readonly language: Language
  /** The region of dates and numbers (ISO 3166). Anything that is no region of the language stands for that of the browser. */
  readonly region: string
  readonly theme: Theme
  /** Sets the language, which has to be loaded. */
  readonly setLanguage: (language: Language) => void
  readonly setRegion: (region: string) => void
  readonly setTheme: (theme: Theme) => void
}

const PreferencesContext = createContext<Preferences | null>(null)

/** The user's language, region and theme, stored on this device. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('No PreferencesProvider')
  return preferences
}

const languageSchema = v.picklist(Object.keys(languages) as Language[])
const themeSchema = v.picklist(themes)

/** The stored preferences, if readable and valid. Access to storage may be denied. */
function loadPreference<V>(name: string, schema: v.GenericSchema<unknown, V>, fallback: V): V {
  try {
    const parsed = v.safeParse(schema, localStorage.getItem(name))
    return parsed.success ? parsed.output : fallback
  } catch {
    return fallback
  }
}

function savePreference(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Storage is unavailable: the choice holds until the page is left.
  }
}

const loadPreferredLanguage = () => loadPreference('language', languageSchema, negotiateLanguage(navigator.languages))
const loadRegion = () => loadPreference('region', v.string(), '')
const loadTheme = () => loadPreference('theme', themeSchema, 'system')

/** A preference, and the function that changes and stores it. */
function usePreference<V extends string>(name: string, load: () => V): readonly [value: V, set: (next: V) => void] {
  const [value, setValue] = useState(load)
  return [
    value,
    (next) => {
      savePreference(name, next)
      setValue(next)
    },
  ]
}

/** The time zone of the browser, which may change while the console is open: it is read again whenever the window gets the focus. */
const readTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

function subscribeToFocus(listener: () => void): () => void {
  window.addEventListener('focus', listener)
  return () => window.removeEventListener('focus', listener)
}

function applyToDocument(language: Language, theme: Theme): void {
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = theme
}

/**
 * Applies the stored language and theme to the document before first paint. Resolves once the messages of the language are loaded; if they
 * cannot be, the console is English.
 */
export async function applyPreferences(): Promise<void> {
  const language = loadPreferredLanguage()
  applyToDocument(language, loadTheme())
  await loadLanguage(language).catch(() => undefined)
}

/** Provides language, region, time zone and theme to the tree below. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferredLanguage, setLanguage] = usePreference('language', loadPreferredLanguage)
  const language = isLanguageLoaded(preferredLanguage) ? preferredLanguage : 'en'
  const [region, setRegion] = usePreference('region', loadRegion)
  const [theme, setTheme] = usePreference('theme', loadTheme)
  const timeZone = useSyncExternalStore(subscribeToFocus, readTimeZone)
  // Effect, because the document's root element is outside React.
  useEffect(() => {
    applyToDocument(language, theme)
  }, [language, theme])
  return (
    // A new value with each render: the provider is rendered when one of them has changed.
    <PreferencesContext value={{ language, region, theme, setLanguage, setRegion, setTheme }}>
      <IntlProvider locale={negotiateLocale(language, region, navigator.languages)} messages={getMessages(language)} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </PreferencesContext>
  )
}
