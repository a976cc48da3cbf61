import { useTranslations } from 'use-intl'
import { Message } from './message-page.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const t = useTranslations()
  return <Message title={t('error.notFoundTitle')}>{t('error.notFound')}</Message>
}
