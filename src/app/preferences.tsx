import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import * as v from 'valibot'
import { negotiateLanguage, languages, messages, type Language } from '#i18n/language.ts'

/** How the console looks: light, dark, or as the system does. */
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

interface Preferences {
  readonly language: Language
  readonly theme: Theme
  readonly setLanguage: (language: Language) => void
  readonly setTheme: (theme: Theme) => void
}

const PreferencesContext = createContext<Preferences | null>(null)

/** The person's language and theme, remembered on this device. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('usePreferences is used outside of PreferencesProvider')
  return preferences
}

const languageSchema = v.picklist(Object.keys(languages) as Language[])
const themeSchema = v.picklist(themes)

/** What is remembered, if it can be read and makes sense. Storage may be forbidden. */
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
    // Not remembered, then; it still holds until the page is left.
  }
}

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()

const loadLanguage = () => loadPreference('language', languageSchema, negotiateLanguage(navigator.languages))
const loadTheme = () => loadPreference('theme', themeSchema, 'system')

function applyToDocument(language: Language, theme: Theme): void {
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = theme
}

/** Makes the document speak and look as the person last chose, before anything is drawn. */
export const applyPreferences = (): void => applyToDocument(loadLanguage(), loadTheme())

/** Gives everything below it its language and its look. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(loadLanguage)
  const [theme, setTheme] = useState(loadTheme)
  // The document's root element lies outside of React.
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
