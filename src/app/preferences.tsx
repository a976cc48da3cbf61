import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import * as v from 'valibot'
import { negotiateLanguage, languages, messages, type Language } from '#i18n/language.ts'

/** The theme: light, dark, or that of the system. */
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

interface Preferences {
  readonly language: Language
  readonly theme: Theme
  readonly setLanguage: (language: Language) => void
  readonly setTheme: (theme: Theme) => void
}

const PreferencesContext = createContext<Preferences | null>(null)

/** The user's language and theme, stored on this device. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('usePreferences is used outside of PreferencesProvider')
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

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()

const loadLanguage = () => loadPreference('language', languageSchema, negotiateLanguage(navigator.languages))
const loadTheme = () => loadPreference('theme', themeSchema, 'system')

function applyToDocument(language: Language, theme: Theme): void {
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = theme
}

/** Applies the stored language and theme to the document before first paint. */
export const applyPreferences = (): void => applyToDocument(loadLanguage(), loadTheme())

/** Provides language and theme to the tree below. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(loadLanguage)
  const [theme, setTheme] = useState(loadTheme)
  // Effect, because the document's root element is outside React.
  useEffect(() => {
    applyToDocument(language, theme)
  }, [language, theme])
  const preferences = useMemo(
    () => ({
      language,
      theme,
      setLanguage: (next: Language) => {
        savePreference('language', next)
        setLanguage(next)
      },
      setTheme: (next: Theme) => {
        savePreference('theme', next)
        setTheme(next)
      },
    }),
    [language, theme],
  )
  return (
    <PreferencesContext value={preferences}>
      <IntlProvider locale={language} messages={messages[language]} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </PreferencesContext>
  )
}
