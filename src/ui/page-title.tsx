import { useEffect } from 'react'
import { useTranslations } from 'use-intl'

/** Sets the document title while a page is shown. */
export function PageTitle({ page }: { readonly page: string }) {
  const t = useTranslations()
  const title = t('app.title', { page })
  // Effect, because the document title is outside React: index.html has the first title element, and the first one counts.
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
