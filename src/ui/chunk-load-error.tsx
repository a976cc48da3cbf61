import { useTranslations } from 'use-intl'
import { ErrorMessage } from './error-message.tsx'

/** Replaces a part of the page whose chunk failed to load: the server may have a newer build. The rest of the page stays. */
export function ChunkLoadError() {
  const t = useTranslations()
  return <ErrorMessage retry={{ label: t('app.reload'), onPress: () => location.reload() }}>{t('error.stale')}</ErrorMessage>
}
