import { useTranslations } from 'use-intl'
import '#i18n/journey-messages.ts'
import { MessagePage } from './message-page.tsx'

/** Page of an unknown address. */
export function NotFound() {
  const t = useTranslations()
  return <MessagePage title={t('notFound.title')}>{t('notFound.text')}</MessagePage>
}
