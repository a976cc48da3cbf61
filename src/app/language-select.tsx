import { useOptimistic, useRef, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { isLanguageLoaded, languages, loadLanguage, type Language } from '#i18n/language.ts'
import { Segmented, type SegmentedOption } from '#ui/input/segmented.tsx'
import { usePreferences } from './preferences.tsx'

const options = (Object.keys(languages) as Language[]).map((value): SegmentedOption<Language> => ({
  value,
  name: languages[value],
  content: value.toUpperCase(),
}))

/** The choice of the language. Its messages are loaded when it is pointed at or focused; if they cannot be, the error page offers to reload. */
export function LanguageSelect() {
  const t = useTranslations()
  const { language, setLanguage } = usePreferences()
  const [, startTransition] = useTransition()
  const [shownLanguage, setShownLanguage] = useOptimistic(language)
  const chosenLanguage = useRef(language)
  const choose = (next: Language) => {
    chosenLanguage.current = next
    if (isLanguageLoaded(next)) return setLanguage(next)
    startTransition(async () => {
      setShownLanguage(next)
      await loadLanguage(next)
      if (chosenLanguage.current === next) startTransition(() => setLanguage(next))
    })
  }
  return (
    <Segmented
      label={t('app.language')}
      value={shownLanguage}
      options={options}
      onChange={choose}
      onPreview={(next) => void loadLanguage(next).catch(() => undefined)}
    />
  )
}
