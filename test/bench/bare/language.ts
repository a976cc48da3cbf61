import { createContext, useContext } from 'react'
import { useTranslations } from 'use-intl'

/** The languages of the bare console. */
export type Language = 'en' | 'fr'

/** The language, and the function that changes it. */
export const LanguageContext = createContext<{ readonly language: Language; readonly setLanguage: (language: Language) => void }>({
  language: 'en',
  setLanguage: () => {},
})

/** The language, and the function that changes it. */
export const useLanguage = () => useContext(LanguageContext)

/** The texts of the bare console. The types of `useTranslations` know the product's messages only. */
export const useTexts = useTranslations as unknown as () => (key: string, values?: Readonly<Record<string, string | number>>) => string
