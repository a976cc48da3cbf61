import { useTranslations } from 'use-intl'
import { MessagePage } from './message-page.tsx'

/** Page of an unknown address. */
export function NotFound() {
  const t = useTranslations()
  return <MessagePage title={t('error.notFoundTitle')}>{t('error.notFound')}</MessagePage>
}
