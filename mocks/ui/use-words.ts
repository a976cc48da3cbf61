import { useLocale } from 'use-intl'

/** The words of the demo in the language of the console. The locale is that of dates and numbers: the language, mostly with a region. */
export function useWords<En, Fr>({ en, fr }: { readonly en: En; readonly fr: Fr }): En | Fr {
  return useLocale().startsWith('fr') ? fr : en
}
