import { useEffect } from 'react'
import { useTranslations } from 'use-intl'

/** What the browser's tab is called while a page is shown. */
export function PageTitle({ page }: { readonly page: string }) {
  const t = useTranslations()
  const title = t('app.title', { page })
  // The document's title lies outside of React: index.html holds the first one, and the first one counts.
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
